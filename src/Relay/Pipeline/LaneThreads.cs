using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Runs the lanes, each on a named background thread, from warm-up to the server's stop.</summary>
/// <remarks><b>Threading:</b> started and stopped by the host.</remarks>
internal sealed class LaneThreads(
    ModelCatalog models, FrameScheduler scheduler, LanePlan plan, IOptions<PipelineOptions> options, IOptions<IngestOptions> ingest,
    IOptions<ControllerOptions> control, LaneLoad load, Readiness readiness, TimeProvider time, ILogger<LaneThreads> logger) : IHostedService, IDisposable
{
    /// <summary>How long one frame may still take: the largest picture at the largest size on a slow core.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Thread> _threads = [];
    private int _warming;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _warming = plan.Lanes;
        for (int i = 0; i < plan.Lanes; i++)
        {
            var thread = new Thread(RunLane) { Name = $"lane-{i}", IsBackground = true };
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
        _stopping.Dispose();
    }

    private void Stop()
    {
        _stopping.Cancel();
        foreach (Thread thread in _threads)
            thread.Join(StopTimeout);
        _threads.Clear();
    }

    private void RunLane()
    {
        using var lane = new FrameLane(FrameCodecFactory.Create(options.Value.Codec), models, options.Value, ingest.Value.MaxFramePixels, time, logger);
        LaneWarmUp.Run(lane, models, QualityLadder.InferenceSizes(control.Value), scheduler, time, _stopping.Token);
        if (Interlocked.Decrement(ref _warming) == 0)
            readiness.SetReady(models.Main.ExecutionProvider);
        try
        {
            while (true)
            {
                FrameTurn turn = scheduler.Take(_stopping.Token);
                long started = time.GetTimestamp();
                lane.Process(turn);
                load.Add(time.GetElapsedTime(started));
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
