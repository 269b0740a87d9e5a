using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Runs the lanes, each on a named background thread, from warm-up to the server's stop.</summary>
/// <remarks><b>Threading:</b> started and stopped by the host.</remarks>
internal sealed class LaneThreads(
    ModelCatalog models, FrameScheduler scheduler, LaneSchedule schedule, LanePlan plan, IOptions<PipelineOptions> options,
    IOptions<IngestOptions> ingest, IOptions<ControllerOptions> control, LaneLoad load, Readiness readiness, TimeProvider time,
    ILogger<LaneThreads> logger) : IHostedService, IDisposable
{
    /// <summary>How long one frame may still take: the largest picture at the largest size on a slow core.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Thread> _threads = [];
    private readonly LaneWarmUp _warmUp = new(plan, models, QualityLadder.InferenceSizes(control.Value), scheduler, schedule, time);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < plan.Lanes; i++)
        {
            int index = i;
            var thread = new Thread(() => RunLane(index)) { Name = $"lane-{index}", IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Stop();
        return Task.CompletedTask;
    }

    /// <summary>Stops the lanes if that was not done: they must not outlive the detectors, which are disposed next.</summary>
    public void Dispose()
    {
        Stop();
        _warmUp.Dispose();
        _stopping.Dispose();
    }

    private void Stop()
    {
        _stopping.Cancel();
        foreach (Thread thread in _threads)
            thread.Join(StopTimeout);
        _threads.Clear();
    }

    private void RunLane(int index)
    {
        using var lane = new FrameLane(FrameCodecFactory.Create(options.Value.Codec), models, options.Value, ingest.Value.MaxFramePixels, time, logger);
        try
        {
            _warmUp.Run(lane, index, _stopping.Token);
            if (index == 0)
                readiness.SetLanesWarm();
            while (true)
                Serve(lane, scheduler.Take(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private void Serve(FrameLane lane, in FrameTurn turn)
    {
        DetectorPool pool = models[turn.Pipeline.Owner.ModelName];
        long started = time.GetTimestamp();
        pool.OnTaken(turn);
        lane.Process(turn);
        pool.OnEnded(turn);
        TimeSpan elapsed = time.GetElapsedTime(started);
        load.Add(elapsed, turn.Mode);
        scheduler.End(turn, elapsed);
    }
}
