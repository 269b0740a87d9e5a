using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load.Naive;

/// <summary>The product's frame path against the naive one, both without sockets, in turns within one run.</summary>
/// <remarks>
/// Throughput: the product with a frame on each core, against the naive path with four streams on one session, and against the naive
/// path with its threads tuned. Delay: one frame at a time with all cores, both. What sockets and clients add shows in the ratio and
/// load scenarios.
/// </remarks>
internal static class NaiveScenario
{
    private const int Rounds = 5;
    private const int Streams = 4;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Measures at one inference size.</summary>
    /// <exception cref="InvalidOperationException">No model was named: the naive path needs a file whose input size is free.</exception>
    public static async Task<NaiveResult> RunAsync(LoadOptions options)
    {
        string model = options.Model ?? throw new InvalidOperationException("The naive scenario needs --model with an export whose input size is free.");
        TimeSpan turn = TimeSpan.FromSeconds(Math.Max(1, options.Seconds / (5.0 * Rounds)));
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using var naive = new NaiveLoop(await File.ReadAllBytesAsync(model), options.InferenceSize);
        using var product = new ProductPath(model, options.InferenceSize);
        naive.Throughput(frames, Streams, Settle);
        naive.TunedThroughput(frames, Settle);
        product.Throughput(frames, Settle);
        product.Delay(frames, Settle);
        double[] naiveFps = new double[Rounds], tunedFps = new double[Rounds], productFps = new double[Rounds];
        double[] naiveMs = new double[Rounds], productMs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            naiveFps[round] = naive.Throughput(frames, Streams, turn);
            tunedFps[round] = naive.TunedThroughput(frames, turn);
            productFps[round] = product.Throughput(frames, turn);
            naiveMs[round] = naive.Delay(frames, turn);
            productMs[round] = product.Delay(frames, turn);
        }
        return new NaiveResult(
            options.InferenceSize, Path.GetFileName(model), Math.Round(frames.Average(frame => frame.Length) / 1e3, 1),
            Rounded(naiveFps), Rounded(tunedFps), Rounded(productFps), MedianRatio(productFps, naiveFps), MedianRatio(productFps, tunedFps),
            Rounded(naiveMs), Rounded(productMs), MedianRatio(naiveMs, productMs));
    }

    private static IReadOnlyList<double> Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 2))];

    private static double MedianRatio(double[] numerators, double[] denominators) =>
        Math.Round(numerators.Zip(denominators, (a, b) => a / b).Order().ElementAt(Rounds / 2), 2);
}
