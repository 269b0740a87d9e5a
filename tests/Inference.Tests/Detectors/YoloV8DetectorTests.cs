using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class YoloV8DetectorTests
{
    private static readonly DetectorOptions OnCpu = new() { Execution = ExecutionPreference.Cpu };

    public static TheoryData<bool, bool, bool> Exports { get; } = new()
    {
        { false, false, false }, { true, false, false }, { false, true, false }, { true, true, true }, { false, false, true },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void Collect_KnownScene_GivesItsObjects(bool isDynamic, bool isHalf, bool joinsLevelsFirst)
    {
        var export = new TinyYolo { IsDynamic = isDynamic, IsHalf = isHalf, JoinsLevelsFirst = joinsLevelsFirst };
        using IDetector detector = Create(export);
        Letterbox letterbox = Letterbox.Fit(new PixelSize(1280, 720), 640);

        Detection[] found = Detect(detector, letterbox, (0, 10, 10), (2, 30, 20));

        Assert.Equal(isHalf, detector.Model.IsHalf);
        Assert.Equal(isDynamic, detector.Model.IsDynamic);
        // Cell (10, 10) is centred on (84, 84) of the input, 12 rows of which are padding; its box reaches 16 pixels; gain 0.5.
        Assert.Equal([0, 2], found.Select(box => box.ClassId).Order());
        Detection red = found.Single(box => box.ClassId == 0);
        AssertBox(red, 136, 112, 64, 64);
        Assert.InRange(red.Confidence, 0.999f, 1);
    }

    [Fact]
    public void Collect_EverySizeFromOneStaticExport_GivesTheSameCell()
    {
        using IDetector detector = Create(new TinyYolo());
        for (int size = 320; size <= 640; size += 32)
        {
            Letterbox letterbox = Letterbox.Fit(new PixelSize(size, size * 3 / 4), size);

            Detection[] found = Detect(detector, letterbox, (1, 7, 6));

            Detection only = Assert.Single(found);
            AssertBox(only, 44 - letterbox.Left, 36 - letterbox.Top, 32, 32);
        }
    }

    [Fact]
    public void Collect_BoxBeyondTheEdge_IsClipped()
    {
        using IDetector detector = Create(new TinyYolo());
        Letterbox letterbox = Letterbox.Fit(new PixelSize(640, 640), 640);

        Detection[] found = Detect(detector, letterbox, (0, 0, 0), (0, 79, 79));

        Assert.Equal([0f, 620f], found.Select(box => box.X).Order());
        Assert.Equal([20f, 640f], found.Select(box => box.Right).Order());
        Assert.Equal([0f, 620f], found.Select(box => box.Y).Order());
    }

    [Fact]
    public void Collect_ShortDestination_ReceivesWhatFits()
    {
        using IDetector detector = Create(new TinyYolo());
        Letterbox letterbox = Letterbox.Fit(new PixelSize(640, 640), 640);
        Fill(detector, letterbox, [(0, 10, 10), (0, 30, 30), (1, 50, 50)]);
        detector.Run();

        Assert.Equal(2, detector.Collect(letterbox, 0.5f, new Detection[2]));
        Assert.Equal(0, detector.Collect(letterbox, 0.5f, []));
    }

    [Fact]
    public void Collect_GarbageInput_GivesNoBrokenBoxes()
    {
        using IDetector detector = Create(new TinyYolo());
        Letterbox letterbox = Letterbox.Fit(new PixelSize(320, 320), 320);
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e38f })
        {
            detector.Input(letterbox.Input).Fill(value);
            detector.Run();
            var boxes = new Detection[300];

            int count = detector.Collect(letterbox, 0.25f, boxes);

            Assert.All(boxes[..count], box => Assert.True(float.IsFinite(box.X + box.Y + box.Width + box.Height + box.Confidence)));
        }
    }

    [Fact]
    public void RunAndCollect_SteadyState_AllocatesAlmostNothing()
    {
        using IDetector detector = Create(new TinyYolo());
        Letterbox[] letterboxes = [Letterbox.Fit(new PixelSize(1280, 720), 320), Letterbox.Fit(new PixelSize(1280, 720), 640)];
        var boxes = new Detection[300];
        RunAll(detector, letterboxes, boxes, rounds: 3);

        double bytes = SteadyState.AllocatedBytes(() => RunAll(detector, letterboxes, boxes, rounds: 1));

        Assert.InRange(bytes, 0, 100 * letterboxes.Length);
    }

    // Every cell of the finest grid fires, so that lists are at their longest.
    private static void RunAll(IDetector detector, Letterbox[] letterboxes, Detection[] boxes, int rounds)
    {
        for (int i = 0; i < rounds * letterboxes.Length; i++)
        {
            Letterbox letterbox = letterboxes[i % letterboxes.Length];
            detector.Input(letterbox.Input).Fill(0.9f);
            detector.Run();
            detector.Collect(letterbox, 0.25f, boxes);
        }
    }

    [Fact]
    public void Input_OddSize_Throws()
    {
        using IDetector detector = Create(new TinyYolo());

        Assert.Throws<ArgumentOutOfRangeException>(() => { detector.Input(new PixelSize(640, 360)); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { detector.Input(new PixelSize(0, 0)); });
    }

    [Fact]
    public void RunOrCollect_BeforeInput_Throws()
    {
        using IDetector detector = Create(new TinyYolo());

        Assert.Throws<InvalidOperationException>(detector.Run);
        Assert.Throws<InvalidOperationException>(() => detector.Collect(Letterbox.Fit(new PixelSize(64, 64), 64), 0.5f, []));
    }

    [Fact]
    public void Collect_LetterboxOfAnotherSize_Throws()
    {
        using IDetector detector = Create(new TinyYolo());
        detector.Input(new PixelSize(320, 320));
        detector.Run();

        Assert.Throws<ArgumentException>(() => detector.Collect(Letterbox.Fit(new PixelSize(64, 64), 64), 0.5f, []));
    }

    private static IDetector Create(TinyYolo export) =>
        DetectorFactory.Create(YoloV8Model.Load(export.Build(), "tiny.onnx"), OnCpu).Detector;

    private static Detection[] Detect(IDetector detector, Letterbox letterbox, params (int Channel, int Column, int Row)[] cells)
    {
        Fill(detector, letterbox, cells);
        detector.Run();
        var boxes = new Detection[300];
        return boxes[..detector.Collect(letterbox, 0.5f, boxes)];
    }

    private static void Fill(IDetector detector, Letterbox letterbox, (int Channel, int Column, int Row)[] cells)
    {
        PixelSize size = letterbox.Input;
        Span<float> input = detector.Input(size);
        input.Clear();
        foreach ((int channel, int column, int row) in cells)
            for (int y = 8 * row; y < 8 * (row + 1); y++)
                input.Slice((channel * size.Width * size.Height) + (y * size.Width) + (8 * column), 8).Fill(1);
    }

    private static void AssertBox(Detection box, float x, float y, float width, float height)
    {
        Assert.Equal(x, box.X, 0.01f);
        Assert.Equal(y, box.Y, 0.01f);
        Assert.Equal(width, box.Width, 0.01f);
        Assert.Equal(height, box.Height, 0.01f);
    }
}
