using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Where a stream's frames come from: a camera's socket, the demo scene; later RTSP and files.</summary>
/// <remarks><b>Threading:</b> called from any thread; no call may block or throw.</remarks>
internal interface ICameraSource
{
    /// <summary>Server clock minus the source's, in milliseconds; null while unknown.</summary>
    double? ClockOffsetMs { get; }

    /// <summary>What it told of its clock; null for one that told nothing, or shares the server's.</summary>
    ClockReading? Clock => null;

    /// <summary>Tells what became of a frame; called once for each received frame.</summary>
    /// <param name="frameNumber">As the source sent it.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="error">Why it failed, if it did.</param>
    void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error);

    /// <summary>Tells that the stream's <see cref="StreamConfig"/> may have changed.</summary>
    void OnConfigChanged();

    /// <summary>Asks the source to end.</summary>
    void RequestClose(CloseReason reason);
}
