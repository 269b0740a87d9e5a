using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>What a GPU's detector does around ONNX Runtime, on a device made of host memory.</summary>
public sealed class DeviceExecutionTests : IDisposable
{
    private static readonly DetectorOptions Options = new() { Execution = ExecutionPreference.Cpu };
    private static readonly Letterbox Wide = Letterbox.Fit(new PixelSize(640, 360), 320);

    private readonly HostDeviceMemory _device = new();
    private readonly Detection[] _boxes = new Detection[300];

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_OnePicture_GivesWhatTheCpuGives(bool uploadsBytes)
    {
        YoloV8Model model = RepositoryModel.Load();
        using IBatchDetector cpu = DetectorFactory.Create(model, Options).Detector;
        using YoloV8Detector device = OnDevice(model, uploadsBytes);
        FillWithLevels(cpu.Input(Wide.Input), seed: 1);
        FillWithLevels(device.Input(Wide.Input), seed: 1);

        cpu.Run();
        device.Run();

        AssertSame(Collect(cpu), Collect(device));
        Assert.Equal((uploadsBytes ? 1 : sizeof(float)) * 3 * Wide.Input.PixelCount, _device.UploadedBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Batch_GivesWhatSingleRunsGive(bool uploadsBytes)
    {
        YoloV8Model model = RepositoryModel.Load();
        using YoloV8Detector device = OnDevice(model, uploadsBytes);
        using IDetectorBatch batch = device.CreateBatch(Wide.Input, 3);
        for (int place = 0; place < 3; place++)
            FillWithLevels(batch.Input(place), seed: place);

        batch.Run(3);

        for (int place = 0; place < 3; place++)
        {
            FillWithLevels(device.Input(Wide.Input), seed: place);
            device.Run();
            AssertSame(Collect(device), _boxes[..batch.Collect(place, Wide, 0.001f, _boxes)]);
        }
    }

    [Fact]
    public void Dispose_AfterSizesAndBatches_GivesEverythingBack()
    {
        YoloV8Model model = RepositoryModel.Load();
        using (YoloV8Detector device = OnDevice(model, uploadsBytes: true))
        {
            foreach (int size in new[] { 320, 640, 352 })
            {
                device.Input(new PixelSize(size, size)).Clear();
                device.Run();
            }

            using IDetectorBatch batch = device.CreateBatch(Wide.Input, 2);
            batch.Run(1);
            batch.Run(2);
            Assert.NotEqual(0, _device.HeldCount);
        }

        Assert.Equal(0, _device.HeldCount);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, 255)]
    [InlineData(0.5f, 128)]
    [InlineData(114f / 255f, 114)]
    [InlineData(-3f, 0)]
    [InlineData(7f, 255)]
    public void ToLevels_AnyValue_RoundsAndClamps(float value, byte expected)
    {
        // Longer than any vector, and not a whole number of them.
        var floats = new float[517];
        floats.AsSpan().Fill(value);
        var bytes = new byte[floats.Length];

        ByteStaging.ToLevels(floats, bytes);

        Assert.All(bytes, level => Assert.Equal(expected, level));
    }

    [Fact]
    public void ToLevels_EveryLevel_ComesBack()
    {
        float[] floats = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];
        var bytes = new byte[256];

        ByteStaging.ToLevels(floats, bytes);

        Assert.Equal(Enumerable.Range(0, 256).Select(level => (byte)level), bytes);
    }

    private YoloV8Detector OnDevice(YoloV8Model model, bool uploadsBytes)
    {
        PreparedGraph graph = model.ForDevice(isHalf: false, uploadsBytes);
        var session = new InferenceSession(graph.File);
        return new YoloV8Detector(model, new DeviceExecution(model.Head, graph, session, _device, "CUDA", "fp32", capturesGraphs: false), Options);
    }

    // Whole levels, as a camera's are, so that bytes lose nothing.
    private static void FillWithLevels(Span<float> input, int seed)
    {
        var random = new Random(seed);
        foreach (ref float value in input)
            value = random.Next(256) / 255f;
    }

    private Detection[] Collect(IBatchDetector detector) => _boxes[..detector.Collect(Wide, 0.001f, _boxes)];

    private static void AssertSame(Detection[] expected, Detection[] actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].ClassId, actual[i].ClassId);
            Assert.Equal(expected[i].Confidence, actual[i].Confidence, 1e-5f);
            Assert.Equal(expected[i].X, actual[i].X, 1e-3f);
            Assert.Equal(expected[i].Bottom, actual[i].Bottom, 1e-3f);
        }
    }
}
