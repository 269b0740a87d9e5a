namespace RealtimeDetect.Load.Naive;

/// <summary>The product's frame path against the naive one.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Model">The model.</param>
/// <param name="FrameKb">Mean size of a camera's JPEG, kB.</param>
/// <param name="NaiveFps">Frames a second of the naive path, four streams on one session as it comes, by round.</param>
/// <param name="TunedNaiveFps">The same with a frame on each core and one thread to an inference, by round.</param>
/// <param name="ProductFps">Frames a second of the product's lanes, by round.</param>
/// <param name="Throughput">Median of the rounds' ratios of the product's frames a second to the naive path's.</param>
/// <param name="ThroughputToTuned">The same to the naive path with its threads tuned.</param>
/// <param name="NaiveDelayMs">Median time of a frame on the naive path, nothing else running, by round.</param>
/// <param name="ProductDelayMs">The same in the product's lane that has all cores, by round.</param>
/// <param name="Delay">Median of the rounds' ratios of delays, naive to product.</param>
internal sealed record NaiveResult(
    int InferenceSize, string Model, double FrameKb, IReadOnlyList<double> NaiveFps, IReadOnlyList<double> TunedNaiveFps,
    IReadOnlyList<double> ProductFps, double Throughput, double ThroughputToTuned,
    IReadOnlyList<double> NaiveDelayMs, IReadOnlyList<double> ProductDelayMs, double Delay);
