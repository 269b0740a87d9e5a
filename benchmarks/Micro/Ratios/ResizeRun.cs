using System.Diagnostics;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro.Ratios;

/// <summary>Changes the inference size to and fro, through every rung, and looks for a frame that had to wait for it.</summary>
internal static class ResizeRun
{
    private const int Changes = 100;
    private const int FramesBetween = 4;
    private const int SmallPx = 320;
    private const int LargePx = 640;
    private const int StepPx = 32;

    private static readonly PixelSize Picture = new(1280, 720);
    private static readonly PixelSize Turned = new(720, 1280);

    /// <summary>Measures whole detector calls: fill the input, run, collect.</summary>
    public static ResizeResult Measure(YoloV8Model model)
    {
        using IDetector detector = DetectorFactory.Create(model, new DetectorOptions { Execution = ExecutionPreference.Cpu }).Detector;
        using var codec = new TurboFrameCodec();
        codec.Decode(SyntheticScene.Jpeg(Picture, 80), long.MaxValue);
        int[] rungs = [.. Enumerable.Range(0, 1 + ((LargePx - SmallPx) / StepPx)).Select(i => SmallPx + (i * StepPx))];
        for (int i = 0; i < 5; i++)
            DetectorFactory.WarmUp(detector, [Picture], rungs);
        double unseen = rungs.Max(size => UnseenRatio(detector, Letterbox.Fit(Turned, size)));

        List<CallTime> changed = [], steady = [], large = [];
        for (int i = 0; i < Changes; i++)
        {
            // Every rung in turn, and the largest between.
            int size = i % 2 == 0 ? rungs[^1] : rungs[i / 2 % (rungs.Length - 1)];
            changed.Add(Call(detector, codec, size));
            List<CallTime> unchanged = [.. Enumerable.Range(0, FramesBetween).Select(_ => Call(detector, codec, size))];
            steady.AddRange(unchanged);
            if (size == LargePx)
                large.AddRange(unchanged);
        }

        double median = Median(large.Select(call => call.Ms));
        double worst = changed.Max(call => call.Ms);
        double processor = changed.Max(call => call.ProcessorMs) / Median(large.Select(call => call.ProcessorMs));
        return new ResizeResult(
            SmallPx, LargePx, Changes, Round(median), Round(steady.Max(call => call.Ms)), Round(worst), Round(worst / median), Round(processor),
            Round(unseen));
    }

    // The same picture turned: its rectangles were not among those warmed up. Processor time of the first call to that of later ones.
    private static double UnseenRatio(IDetector detector, Letterbox letterbox)
    {
        double Call()
        {
            double start = ThreadClock.Milliseconds();
            detector.Input(letterbox.Input).Fill(Letterbox.PaddingValue);
            detector.Run();
            return ThreadClock.Milliseconds() - start;
        }

        double first = Call();
        return first / Median([.. Enumerable.Range(0, 2 * FramesBetween).Select(_ => Call())]);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static double Round(double value) => Math.Round(value, 3);

    private static CallTime Call(IDetector detector, TurboFrameCodec codec, int size)
    {
        Span<Detection> boxes = stackalloc Detection[300];
        long start = Stopwatch.GetTimestamp();
        double processorStart = ThreadClock.Milliseconds();
        Letterbox letterbox = Letterbox.Fit(Picture, size);
        codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        detector.Collect(letterbox, 0.25f, boxes);
        return new CallTime(Stopwatch.GetElapsedTime(start).TotalMilliseconds, ThreadClock.Milliseconds() - processorStart);
    }

    private readonly record struct CallTime(double Ms, double ProcessorMs);
}
