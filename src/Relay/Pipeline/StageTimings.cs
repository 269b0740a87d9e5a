namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How long each stage of one frame took, in milliseconds. The stages do not overlap.</summary>
/// <param name="Queue">From the arrival of its last byte to the start of decoding.</param>
/// <param name="Decode">JPEG to planes.</param>
/// <param name="Preprocess">Planes to the network's input.</param>
/// <param name="Inference">The network.</param>
/// <param name="Postprocess">The network's output to detections.</param>
/// <param name="Annotate">Drawing boxes and labels.</param>
/// <param name="Encode">Planes to JPEG.</param>
internal readonly record struct StageTimings(
    double Queue, double Decode, double Preprocess, double Inference, double Postprocess, double Annotate, double Encode);
