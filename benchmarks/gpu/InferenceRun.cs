using System.Diagnostics;
using System.Globalization;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Gpu;

/// <summary>Milliseconds of a run, upload and download included, by size and batch.</summary>
internal static class InferenceRun
{
    private const int WarmUpRounds = 3;

    /// <summary>Measures a way.</summary>
    public static void Fill(ResultTable table, Way way, IBatchDetector detector, Effort effort)
    {
        foreach (int size in effort.Sizes)
        {
            PixelSize input = Letterbox.Fit(Pictures.Camera, size).Input;
            foreach (int count in effort.Batches)
                table.Set($"ms a run, {input.Width}x{input.Height}, batch {count}", way, Measure(detector, input, count, effort.Rounds));
        }
    }

    private static string Measure(IBatchDetector detector, PixelSize input, int count, int rounds)
    {
        using IDetectorBatch batch = detector.CreateBatch(input, count);
        var random = new Random(1);
        for (int place = 0; place < count; place++)
            foreach (ref float value in batch.Input(place))
                value = random.NextSingle();
        for (int i = 0; i < WarmUpRounds; i++)
            batch.Run(count);
        var ms = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            batch.Run(count);
            ms[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return ms.Order().ElementAt(rounds / 2).ToString("F2", CultureInfo.InvariantCulture);
    }
}
