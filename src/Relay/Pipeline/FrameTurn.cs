using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>One frame taken by a lane.</summary>
/// <param name="Pipeline">Its stream's pipeline.</param>
/// <param name="Frame">The frame; the lane's until completed or failed.</param>
/// <param name="Sequence">Its place in the stream's publishing order.</param>
/// <param name="Mode">How lanes shared the machine when it was taken.</param>
internal readonly record struct FrameTurn(FramePipeline Pipeline, CameraFrame Frame, long Sequence, LaneMode Mode = LaneMode.Throughput);
