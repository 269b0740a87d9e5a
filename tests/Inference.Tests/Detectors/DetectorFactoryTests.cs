using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class DetectorFactoryTests
{
    private static readonly YoloV8Model Model = YoloV8Model.Load(new TinyYolo().Build(), "tiny.onnx");

    [Fact]
    public void Create_Cpu_RunsInSinglePrecision()
    {
        CreatedDetector created = DetectorFactory.Create(Model, new DetectorOptions { Execution = ExecutionPreference.Cpu });
        using IDetector detector = created.Detector;

        Assert.Equal("CPU", detector.ExecutionProvider);
        Assert.Equal("fp32", detector.Precision);
        Assert.Null(created.FallbackReason);
    }

    [Fact]
    public void Create_PreferCudaWithoutOne_FallsBackWithReason()
    {
        CreatedDetector created = DetectorFactory.Create(Model, new DetectorOptions { Execution = ExecutionPreference.PreferCuda });
        using IDetector detector = created.Detector;
        Assert.SkipWhen(detector.ExecutionProvider == DetectorFactory.Cuda, "this machine has CUDA");

        Assert.Equal("CPU", detector.ExecutionProvider);
        Assert.StartsWith("CUDA cannot be used: lib", created.FallbackReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_RequireCudaWithoutOne_ThrowsWithReason()
    {
        var options = new DetectorOptions { Execution = ExecutionPreference.RequireCuda };
        try
        {
            DetectorFactory.Create(Model, options).Detector.Dispose();
            Assert.Skip("this machine has CUDA");
        }
        catch (ExecutionProviderException e)
        {
            Assert.Equal("CUDA", e.Provider);
            Assert.StartsWith("CUDA cannot be used: lib", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WarmUpLadder_Detector_RunsEveryRungUprightAndTurned()
    {
        using var execution = new CountingExecution();
        using var detector = new YoloV8Detector(Model, execution, new DetectorOptions());

        DetectorFactory.WarmUpLadder(detector);

        for (int size = 320; size <= 640; size += 32)
        {
            PixelSize wide = Letterbox.Fit(new PixelSize(1920, 1080), size).Input;
            Assert.Contains(wide, execution.Sizes);
            Assert.Contains(new PixelSize(wide.Height, wide.Width), execution.Sizes);
        }
    }
}
