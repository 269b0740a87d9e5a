namespace RealtimeDetect.Load;

/// <summary>The whole product against the bare network loop.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Model">The model.</param>
/// <param name="FrameKb">Mean size of a camera's JPEG, kB.</param>
/// <param name="BareFps">Inferences a second of the bare loop, by round.</param>
/// <param name="ProductFps">Frames a second at the viewer, by round.</param>
/// <param name="Ratio">Median of the rounds' ratios.</param>
internal sealed record RatioResult(
    int InferenceSize, string Model, double FrameKb, IReadOnlyList<double> BareFps, IReadOnlyList<double> ProductFps, double Ratio);
