using System.Text.Json;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Micro.Ratios;

namespace RealtimeDetect.Micro;

/// <summary>Compares the splice codec with libjpeg-turbo, all ways in turn, on one thread: <c>-- splice-ratios [SIZE]</c>.</summary>
internal static class SpliceRatios
{
    // Rounds before counting, so that all code is compiled for good; and rounds counted.
    private const int WarmUpRounds = 60, Rounds = 120;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly PixelSize[] Sizes = [new(640, 480), new(1280, 720), new(1920, 1080)];
    private static readonly int[] InferenceSizes = [640, 320];

    /// <summary>Measures, prints a table, and writes <c>benchmarks/results/splice-ratios.json</c> if all sizes were measured.</summary>
    /// <param name="only">Part of the picture sizes' names; empty for all.</param>
    public static void Run(string only)
    {
        Console.WriteLine("A frame with 6 boxes and its network input, ms of the thread's processor time: medians of 120 rounds, of quotients within a round.");
        Console.WriteLine("Bare is libjpeg-turbo's RGB decode and encode with neither boxes nor input.");
        Console.WriteLine("| size | input | picture | kB | splice | turbo planes | turbo RGB | bare | planes / splice | RGB / splice | bare / splice (quartiles) | of the fastest |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<SpliceRow> rows = [];
        foreach (PixelSize size in Sizes.Where(size => size.ToString().Contains(only, StringComparison.Ordinal)))
        {
            foreach (int inferenceSize in InferenceSizes)
            {
                foreach ((string name, byte[] jpeg) in SplicePictures.Of(size))
                {
                    rows.Add(Measure(size, inferenceSize, name, jpeg));
                    Print(rows[^1]);
                }
            }
        }
        if (only.Length > 0)
            return;
        var report = new { Machine = MachineDescription.Read(), Rounds, Rows = rows };
        File.WriteAllText(Path.Combine("benchmarks", "results", "splice-ratios.json"), JsonSerializer.Serialize(report, Format) + "\n");
    }

    private static SpliceRow Measure(PixelSize size, int inferenceSize, string name, byte[] jpeg)
    {
        using var frame = new SpliceFrame(jpeg, size, inferenceSize);
        Func<int>[] ways = [frame.Splice, frame.Planes, frame.Rgb, frame.BareRgb];
        double[][] ms = [.. ways.Select(_ => new double[Rounds])];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            // Who goes first changes, since each finds the caches as the one before left them.
            for (int i = 0; i < ways.Length; i++)
            {
                int way = (i + round + WarmUpRounds) % ways.Length;
                ms[way][Math.Max(0, round)] = Time(ways[way]);
            }
        }
        double[] bare = Quotients(ms[3], ms[0]);
        return new SpliceRow(
            size.ToString(), inferenceSize, name, jpeg.Length / 1000, At(ms[0], 0.5), At(ms[1], 0.5), At(ms[2], 0.5), At(ms[3], 0.5),
            At(Quotients(ms[1], ms[0]), 0.5), At(Quotients(ms[2], ms[0]), 0.5), At(bare, 0.5), At(bare, 0.25), At(bare, 0.75),
            Math.Round(ms[3].Min() / ms[0].Min(), 3));
    }

    private static void Print(SpliceRow row) => Console.WriteLine(FormattableString.Invariant(
        $"| {row.Size} | {row.InputPx} | {row.Picture} | {row.Kilobytes} | {row.SpliceMs:F2} | {row.PlanesMs:F2} | {row.RgbMs:F2} | {row.BareMs:F2} | {row.ToPlanes:F2} | {row.ToRgb:F2} | {row.ToBare:F2} ({row.ToBareLow:F2} to {row.ToBareHigh:F2}) | {row.ToBareFastest:F2} |"));

    private static double[] Quotients(double[] ms, double[] spliceMs) => [.. ms.Zip(spliceMs, (other, splice) => other / splice)];

    private static double At(double[] values, double share) => Math.Round(values.Order().ElementAt((int)(share * values.Length)), 3);

    private static double Time(Func<int> way)
    {
        double start = ThreadClock.Milliseconds();
        way();
        return ThreadClock.Milliseconds() - start;
    }
}
