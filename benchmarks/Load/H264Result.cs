namespace RealtimeDetect.Load;

/// <summary>One stream seen as JPEG and as H.264 at once.</summary>
/// <param name="FrameIntervalMs">Time between two frames of the camera.</param>
/// <param name="SharedFrames">Frames that both viewers got: what is compared.</param>
/// <param name="AddedDelay">How much later each of them came as H.264 than as JPEG.</param>
/// <param name="BytesToJpeg">Bytes of these frames as H.264, as a part of their bytes as JPEG.</param>
/// <param name="EncoderCpuMsPerFrame">The encoder's processor time for a frame.</param>
/// <param name="JoinMs">Time from connecting to the first access unit, of viewers that joined one after the other.</param>
/// <param name="JpegAfterKillMs">Time between the last access unit of an encoder that was killed and its successor's first.</param>
internal sealed record H264Result(
    double FrameIntervalMs, int SharedFrames, Percentiles AddedDelay, double BytesToJpeg, double EncoderCpuMsPerFrame,
    IReadOnlyList<double> JoinMs, IReadOnlyList<double> JpegAfterKillMs);
