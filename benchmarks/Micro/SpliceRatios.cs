using System.Diagnostics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>Prints one table of the splice codec against libjpeg-turbo: all ways in turn, many rounds, the fastest of each.</summary>
internal static class SpliceRatios
{
    // Rounds before counting, so that all code is compiled for good; and rounds counted.
    private const int WarmUpRounds = 60, Rounds = 200;

    private static readonly PixelSize[] Sizes = [new(640, 480), new(1280, 720), new(1920, 1080)];
    private static readonly int[] InferenceSizes = [640, 320];

    /// <summary>Measures and prints.</summary>
    /// <param name="only">Part of the picture sizes' names; empty for all.</param>
    public static void Print(string only)
    {
        Console.WriteLine("Milliseconds a frame with 6 boxes, network input included except for RGB; the fastest of 200 rounds, in which other programs on the machine disturb least.");
        Console.WriteLine("| size | input | picture | kB | decode | input | draw | encode | splice | turbo planes | turbo RGB | planes / splice | RGB / splice |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (PixelSize size in Sizes.Where(size => size.ToString().Contains(only, StringComparison.Ordinal)))
        {
            foreach (int inferenceSize in InferenceSizes)
            {
                foreach ((string name, byte[] jpeg) in SplicePictures.Of(size))
                    PrintRow(size, inferenceSize, name, jpeg);
            }
        }
    }

    private static void PrintRow(PixelSize size, int inferenceSize, string name, byte[] jpeg)
    {
        using var frame = new SpliceFrame(jpeg, size, inferenceSize);
        double[][] times = [.. Enumerable.Range(0, 7).Select(_ => new double[Rounds])];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            int at = Math.Max(0, round);
            times[4][at] = Time(frame.Splice);
            for (int stage = 0; stage < 4; stage++)
                times[stage][at] = Stopwatch.GetElapsedTime(frame.Stamps[stage], frame.Stamps[stage + 1]).TotalMilliseconds;
            times[5][at] = Time(frame.Planes);
            times[6][at] = Time(frame.Rgb);
        }
        double[] ms = [.. times.Select(values => values.Min())];
        string cells = string.Join(" | ", ms.Select(value => $"{value:F2}"));
        Console.WriteLine($"| {size} | {inferenceSize} | {name} | {jpeg.Length / 1000} | {cells} | {ms[5] / ms[4]:F2} | {ms[6] / ms[4]:F2} |");
    }

    private static double Time(Func<int> frame)
    {
        long start = Stopwatch.GetTimestamp();
        frame();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
