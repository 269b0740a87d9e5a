namespace RealtimeDetect.Load.Naive;

/// <summary>The whole product against the naive frame path.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Model">The model.</param>
/// <param name="FrameKb">Mean size of a camera's JPEG, kB.</param>
/// <param name="NaiveFps">Frames a second of the naive path, the better of its two ways of using the cores, by round.</param>
/// <param name="ProductFps">Frames a second at the viewers of four cameras, by round.</param>
/// <param name="Throughput">Median of the rounds' ratios of frames a second.</param>
/// <param name="NaiveDelayMs">Median time of a frame on the naive path, nothing else running, by round.</param>
/// <param name="ProductDelayMs">Median age at the viewer of one slow camera's frames, sockets included, by round.</param>
/// <param name="Delay">Median of the rounds' ratios of delays, naive to product.</param>
internal sealed record NaiveResult(
    int InferenceSize, string Model, double FrameKb, IReadOnlyList<double> NaiveFps, IReadOnlyList<double> ProductFps, double Throughput,
    IReadOnlyList<double> NaiveDelayMs, IReadOnlyList<double> ProductDelayMs, double Delay);
