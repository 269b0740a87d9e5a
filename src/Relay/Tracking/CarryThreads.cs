using Microsoft.Extensions.Options;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>Runs the threads that publish carried frames beside the lanes; none where tracking is off.</summary>
/// <remarks><b>Threading:</b> started and stopped by the host.</remarks>
internal sealed class CarryThreads(
    ModelCatalog models, CarryQueue queue, IOptions<TrackingOptions> tracking, IOptions<PipelineOptions> options,
    IOptions<IngestOptions> ingest, TimeProvider time, ILogger<CarryThreads> logger) : IHostedService, IDisposable
{
    /// <summary>Share of the cores that carrying may take from the detector in automatic mode; there is a thread for each of so many.</summary>
    private const double CoreShare = 0.25;

    /// <summary>How long one frame may still take: the largest picture on a slow core.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Thread> _threads = [];

    /// <summary>What carrying may take: a share of the cores in automatic mode, else anything.</summary>
    public static CarryBudget Budget(TrackingOptions options, TimeProvider time) =>
        new(options.Mode == TrackingMode.Auto ? CoreShare * Environment.ProcessorCount : null, time);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        int count = tracking.Value.Mode == TrackingMode.Off ? 0 : (int)Math.Ceiling(CoreShare * Environment.ProcessorCount);
        for (int i = 0; i < count; i++)
        {
            var thread = new Thread(Run) { Name = $"carry-{i}", IsBackground = true };
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

    /// <summary>Stops the threads if that was not done.</summary>
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

    private void Run()
    {
        using var lane = new FrameLane(FrameCodecFactory.Create(options.Value.Codec), models, options.Value, ingest.Value.MaxFramePixels, time, logger);
        try
        {
            while (true)
            {
                FrameTurn turn = queue.Take(_stopping.Token);
                long started = time.GetTimestamp();
                lane.Carry(turn);
                queue.End(time.GetElapsedTime(started));
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
