using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;
using Xunit;
using Model = RealtimeDetect.Inference.Detectors.YoloV8Model;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class DetectorBatchTests
{
    private const long MaxPixels = 10_000_000;

    private static readonly DetectorOptions OnCpu = new() { Execution = ExecutionPreference.Cpu };
    private static readonly string[] Photos = ["000000000009", "000000000089", "000000000110", "000000000133"];
    private static readonly Letterbox Wide = Letterbox.Fit(new PixelSize(640, 360), 320);

    private readonly Detection[] _boxes = new Detection[300];

    [Fact]
    public void Run_PicturesOfDifferentObjects_EachPlaceHasItsOwn()
    {
        using IBatchDetector detector = CreateTiny();
        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 4);
        for (int place = 0; place < 4; place++)
            Mark(batch, place, channel: place % 3, column: 5 + place);

        batch.Run(4);

        for (int place = 0; place < 4; place++)
        {
            Detection found = Assert.Single(Collect(batch, place));
            Assert.Equal(place % 3, found.ClassId);
            Assert.Equal(Wide.ToPictureX((8 * (5 + place)) + 4 - 16), found.X, 0.01f);
        }
    }

    [Fact]
    public void Run_FewerThanCapacity_GivesThoseOnly()
    {
        using IBatchDetector detector = CreateTiny();
        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 4);
        Mark(batch, 0, channel: 0, column: 5);
        Mark(batch, 1, channel: 1, column: 6);
        batch.Run(2);
        Mark(batch, 0, channel: 2, column: 5);

        batch.Run(1);

        Assert.Equal(2, Assert.Single(Collect(batch, 0)).ClassId);
        Assert.Throws<InvalidOperationException>(() => Collect(batch, 1));
    }

    // Photos of one shape; single runs are the reference.
    [Fact]
    public void Run_PublishedModel_GivesWhatSingleRunsGive()
    {
        string[] photos = [.. Photos.Select(name => SharedMaterial.Require($"data/coco128/images/{name}.jpg"))];
        using IBatchDetector detector = DetectorFactory.Create(Model.Load(SharedMaterial.Require("models/yolov8n.onnx")), OnCpu).Detector;
        using var codec = new TurboFrameCodec();
        var letterbox = Letterbox.Fit(new PixelSize(640, 480), 416);
        using IDetectorBatch batch = detector.CreateBatch(letterbox.Input, photos.Length);
        List<Detection[]> expected = [];
        for (int place = 0; place < photos.Length; place++)
        {
            Assert.Equal(JpegOutcome.Ok, codec.Decode(File.ReadAllBytes(photos[place]), MaxPixels));
            codec.FillInput(letterbox, batch.Input(place));
            batch.Input(place).CopyTo(detector.Input(letterbox.Input));
            detector.Run();
            expected.Add(_boxes[..detector.Collect(letterbox, 0.25f, _boxes)]);
        }

        batch.Run(photos.Length);

        for (int place = 0; place < photos.Length; place++)
            Assert.Equal(expected[place], _boxes[..batch.Collect(place, letterbox, 0.25f, _boxes)]);
        Assert.All(expected, found => Assert.NotEmpty(found));
    }

    [Fact]
    public void Run_SteadyState_AllocatesAlmostNothing()
    {
        using IBatchDetector detector = CreateTiny();
        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 4);
        var boxes = new Detection[300];
        RunAll(batch, boxes, rounds: 8);

        Assert.InRange(SteadyState.AllocatedBytes(() => RunAll(batch, boxes, rounds: 1)), 0, 100);
    }

    [Fact]
    public void RunOrInput_OutsideCapacity_Throws()
    {
        using IBatchDetector detector = CreateTiny();
        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Run(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Run(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => { batch.Input(2); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { batch.Input(-1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { detector.CreateBatch(Wide.Input, 0); });
        Assert.Throws<InvalidOperationException>(() => Collect(batch, 0));
    }

    private static IBatchDetector CreateTiny() =>
        DetectorFactory.Create(Model.Load(new TinyYolo().Build(), "tiny.onnx"), OnCpu).Detector;

    private static void RunAll(IDetectorBatch batch, Detection[] boxes, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            batch.Input(i % 4).Fill(0.9f);
            batch.Run(4);
            for (int place = 0; place < 4; place++)
                batch.Collect(place, Wide, 0.25f, boxes);
        }
    }

    private static void Mark(IDetectorBatch batch, int place, int channel, int column)
    {
        PixelSize size = batch.Size;
        Span<float> input = batch.Input(place);
        input.Clear();
        for (int y = 64; y < 72; y++)
            input.Slice((channel * size.Width * size.Height) + (y * size.Width) + (8 * column), 8).Fill(1);
    }

    private static Detection[] Collect(IDetectorBatch batch, int place)
    {
        var boxes = new Detection[10];
        return boxes[..batch.Collect(place, Wide, 0.5f, boxes)];
    }
}
