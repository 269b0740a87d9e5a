using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Control;

/// <summary>Steps every stream's control loop twice a second, shares the lanes among them, and removes idle streams.</summary>
/// <remarks><b>Threading:</b> one loop of its own.</remarks>
internal sealed partial class ControlTicker(StreamRegistry streams, LaneLoad load, LaneSchedule schedule, TimeProvider time, ILogger<ControlTicker> logger)
    : BackgroundService
{
    /// <summary>Fast enough that a change reaches the camera within a second, slow enough to see its effect.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Step();
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private void Step()
    {
        load.Read();
        IReadOnlyList<LiveStream> all = streams.All;
        IReadOnlyList<double> shares = ComputeBudget.Shares(
            schedule.Capacity, [.. all.Select(stream => new ComputeClaim(stream.Control.WantedLanes, stream.WatchCount))]);
        for (int i = 0; i < all.Count; i++)
        {
            LiveStream stream = all[i];
            try
            {
                stream.Tick(shares[i]);
            }
            // The boundary of one stream's step: its fault must not stop the others' control.
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Log.StepFailed(logger, stream.Token, e);
            }
        }
        streams.RemoveIdle();
    }
}
