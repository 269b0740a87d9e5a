using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>A GPU that fails while frames come in.</summary>
public sealed class FallbackExecutionTests : IDisposable
{
    private static readonly DetectorOptions Options = new() { Execution = ExecutionPreference.Cpu };
    private static readonly YoloV8Model Model = YoloV8Model.Load(new TinyYolo().Build(), "tiny.onnx");
    private static readonly Letterbox Wide = Letterbox.Fit(new PixelSize(640, 360), 320);

    private readonly HostDeviceMemory _device = new();
    private readonly List<string> _lost = [];
    private readonly Detection[] _boxes = new Detection[10];
    private int _cpuCount;

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Run_DeviceFails_RepeatsTheFrameOnTheCpuAndStaysThere()
    {
        using YoloV8Detector detector = Create();
        DetectOne(detector, classId: 0);
        Assert.Equal("CUDA", detector.ExecutionProvider);
        Assert.Empty(_lost);

        _device.Fails = true;
        DetectOne(detector, classId: 1);
        Assert.Equal("CPU", detector.ExecutionProvider);
        Assert.Equal("fp32", detector.Precision);

        _device.Fails = false;
        long uploaded = _device.UploadedBytes;
        DetectOne(detector, classId: 2);
        Assert.Equal(uploaded, _device.UploadedBytes);
        Assert.Equal("CUDA: cudaMemcpyAsync failed with error 719: unspecified launch failure", Assert.Single(_lost));
        Assert.Equal(1, _cpuCount);
    }

    [Fact]
    public void Run_DeviceFailsUnderBatch_RepeatsItOnTheCpu()
    {
        using YoloV8Detector detector = Create();
        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 3);
        _device.Fails = true;
        for (int place = 0; place < 3; place++)
            Mark(batch.Input(place), place);

        batch.Run(3);

        for (int place = 0; place < 3; place++)
        {
            Assert.Equal(1, batch.Collect(place, Wide, 0.5f, _boxes));
            Assert.Equal(place, _boxes[0].ClassId);
        }
        Assert.Single(_lost);
    }

    // Other sizes and batches than the one that met the failure.
    [Fact]
    public void Bind_AfterTheLoss_GoesToTheCpuAtOnce()
    {
        using YoloV8Detector detector = Create();
        _device.Fails = true;
        DetectOne(detector, classId: 0);

        using IDetectorBatch batch = detector.CreateBatch(Wide.Input, 1);
        Mark(batch.Input(0), 2);
        batch.Run(1);
        detector.Input(new PixelSize(640, 640)).Clear();
        detector.Run();

        Assert.Equal(1, batch.Collect(0, Wide, 0.5f, _boxes));
        Assert.Single(_lost);
    }

    [Fact]
    public void Run_OnnxRuntimeFails_FallsBack()
    {
        using YoloV8Detector detector = new(Model, Fallback(new FailingExecution(RuntimeError())), Options);

        DetectOne(detector, classId: 1);

        Assert.Equal("CPU", detector.ExecutionProvider);
        Assert.Single(_lost);
    }

    // A bug is not a lost device: it costs its frame and is seen.
    [Fact]
    public void Run_AnyOtherFailure_IsThrown()
    {
        using YoloV8Detector detector = new(Model, Fallback(new FailingExecution(new InvalidOperationException("a bug"))), Options);
        detector.Input(Wide.Input).Clear();

        Assert.Throws<InvalidOperationException>(detector.Run);
        Assert.Empty(_lost);
    }

    private YoloV8Detector Create()
    {
        PreparedGraph graph = Model.ForDevice(isHalf: false, takesBytes: false);
        var session = new InferenceSession(graph.File);
        return new(Model, Fallback(new DeviceExecution(Model.Head, graph, session, _device, "CUDA", "fp16", capturesGraphs: false)), Options);
    }

    private FallbackExecution Fallback(IModelExecution device) => new(device, MakeCpu, _lost.Add);

    private HostExecution MakeCpu()
    {
        _cpuCount++;
        return new HostExecution(Model.Head, Model.ForCpu, new InferenceSession(Model.ForCpu.File));
    }

    private static OnnxRuntimeException RuntimeError() =>
        Assert.Throws<OnnxRuntimeException>(() => { new InferenceSession([1, 2, 3]).Dispose(); });

    private void DetectOne(YoloV8Detector detector, int classId)
    {
        Mark(detector.Input(Wide.Input), classId);
        detector.Run();
        Assert.Equal(1, detector.Collect(Wide, 0.5f, _boxes));
        Assert.Equal(classId, _boxes[0].ClassId);
    }

    private static void Mark(Span<float> input, int classId)
    {
        input.Clear();
        for (int y = 64; y < 72; y++)
            input.Slice((classId * Wide.Input.Width * Wide.Input.Height) + (y * Wide.Input.Width) + 80, 8).Fill(1);
    }
}
