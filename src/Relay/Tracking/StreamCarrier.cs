using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>What one stream needs to have its frames carried: its tracker, its switch, and the way to the carrying threads.</summary>
/// <remarks><b>Threading:</b> the camera's receive loop posts; lanes do the rest.</remarks>
internal sealed class StreamCarrier
{
    private readonly CarryQueue _queue;
    private readonly TimeProvider _time;
    private readonly CarrySwitch _switch;
    private readonly long _start;

    /// <summary>Makes the carrier of a new stream.</summary>
    public StreamCarrier(TrackingOptions options, CarryQueue queue, TimeProvider time)
    {
        _queue = queue;
        _time = time;
        _switch = new CarrySwitch(options.Mode);
        _start = time.GetTimestamp();
        Tracker = new StreamTracker(TimeSpan.FromMilliseconds(options.MaxCarryMs), time);
    }

    /// <summary>The stream's tracker.</summary>
    public StreamTracker Tracker { get; }

    /// <summary>Counts a received frame and says whether it is to be carried if no lane has time for it.</summary>
    /// <remarks>The caller must own the frame: once it waits for a lane, it may be gone.</remarks>
    public bool OnReceived(CameraFrame frame, double targetFps)
    {
        _switch.OnReceived(_time.GetElapsedTime(_start, frame.Arrived).TotalMilliseconds, targetFps);
        return _switch.IsOn && Tracker.CanCarry(frame);
    }

    /// <summary>Offers a stream's waiting frame to the carrying threads.</summary>
    public void Offer(FramePipeline pipeline, CameraFrame frame) => _queue.Add(pipeline, frame);

    /// <summary>Counts a frame that was taken.</summary>
    /// <param name="isBeside">Whether it is carried beside the lanes; else a lane has it.</param>
    public void OnTaken(bool isBeside) => _switch.OnTaken(isBeside);

    /// <summary>
    /// Whether a frame that a lane has taken is to be published before it is detected: its detection would come too late, since
    /// the frames after it are published meanwhile.
    /// </summary>
    public bool GoesAhead(CameraFrame frame) => _switch.IsOn && _switch.IsDetectorBehind && Tracker.CanCarry(frame);

    /// <summary>Counts a detection that has ended.</summary>
    /// <param name="inferenceMs">How long the network took.</param>
    /// <param name="codecMs">How long decoding, drawing and encoding took.</param>
    /// <param name="isBacklogged">Whether a newer frame of the stream waits already.</param>
    public void OnDetected(double inferenceMs, double codecMs, bool isBacklogged) => _switch.OnDetected(inferenceMs, codecMs, isBacklogged);
}
