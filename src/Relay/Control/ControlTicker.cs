using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Control;

/// <summary>Steps every stream's control loop twice a second, and removes idle streams.</summary>
/// <remarks><b>Threading:</b> one loop of its own.</remarks>
internal sealed partial class ControlTicker(StreamRegistry streams, LaneLoad load, TimeProvider time, ILogger<ControlTicker> logger)
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
        foreach (LiveStream stream in streams.All)
        {
            try
            {
                stream.Tick();
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
