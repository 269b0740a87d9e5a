using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Detectors.Providers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Makes detectors of a model, one for each inference lane.</summary>
public static class DetectorFactory
{
    /// <summary>Name of the CPU execution provider.</summary>
    public const string Cpu = "CPU";

    /// <summary>Name of the CUDA execution provider.</summary>
    public const string Cuda = "CUDA";

    /// <summary>Name of the TensorRT execution provider.</summary>
    public const string TensorRt = "TensorRT";

    // The ladder of inference sizes: longer sides of the network input, pixels.
    private const int SmallestSize = 320;
    private const int LargestSize = 640;

    // The aspect ratios of cameras, upright and turned.
    private static readonly PixelSize[] CommonPictures =
        [new(1280, 720), new(720, 1280), new(1280, 960), new(960, 1280), new(1280, 853), new(853, 1280), new(720, 720)];

    // Runs of each size in a warm-up: the first plans memory and searches convolutions, the next ones settle the code.
    private const int WarmUpRuns = 3;

    /// <summary>Makes a detector.</summary>
    /// <exception cref="ExecutionProviderException">CUDA was required and does not load.</exception>
    /// <exception cref="ModelException">ONNX Runtime refuses the model.</exception>
    public static CreatedDetector Create(YoloV8Model model, DetectorOptions options)
    {
        if (options.Execution == ExecutionPreference.Cpu)
            return new CreatedDetector(new YoloV8Detector(model, CpuExecution(model, options), options), null);
        try
        {
            IModelExecution device = CudaExecution.Create(model, options, out string? tensorRtRefusal);
            int threads = options.FallbackThreads > 0 ? options.FallbackThreads : options.IntraOpThreads;
            var execution = new FallbackExecution(
                device, () => CpuExecution(model, options with { IntraOpThreads = threads }), options.OnDeviceLost);
            return new CreatedDetector(new YoloV8Detector(model, execution, options), tensorRtRefusal);
        }
        catch (ExecutionProviderException e) when (options.Execution == ExecutionPreference.PreferCuda)
        {
            return new CreatedDetector(new YoloV8Detector(model, CpuExecution(model, options), options), e.Message);
        }
    }

    /// <summary>Runs a detector at each size it will see, so that the first frame finds memory planned and code compiled.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="pictures">Picture sizes to expect.</param>
    /// <param name="inferenceSizes">Longer sides of the network input, multiples of 32.</param>
    public static void WarmUp(IDetector detector, IEnumerable<PixelSize> pictures, IEnumerable<int> inferenceSizes)
    {
        var detections = new Detection[1];
        foreach (Letterbox letterbox in pictures.SelectMany(picture => inferenceSizes.Select(size => Letterbox.Fit(picture, size))))
        {
            for (int run = 0; run < WarmUpRuns; run++)
            {
                detector.Input(letterbox.Input).Fill(Letterbox.PaddingValue);
                detector.Run();
                detector.Collect(letterbox, 0.5f, detections);
            }
        }
    }

    /// <summary>Runs a detector at every rung of the ladder for every usual aspect ratio. A GPU needs it, since it searches convolutions at each new size; the CPU does not (benchmarks/Micro, <c>detector-ratios</c>).</summary>
    public static void WarmUpLadder(IDetector detector) => WarmUp(
        detector, CommonPictures,
        Enumerable.Range(SmallestSize / Letterbox.Stride, 1 + ((LargestSize - SmallestSize) / Letterbox.Stride)).Select(steps => steps * Letterbox.Stride));

    /// <summary>Options that a session has on every execution provider.</summary>
    internal static SessionOptions SessionOptionsFor(DetectorOptions options)
    {
        var session = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            EnableCpuMemArena = true,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
        };
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.AllowSpinning ? "1" : "0");
        return session;
    }

    private static HostExecution CpuExecution(YoloV8Model model, DetectorOptions options)
    {
        using SessionOptions session = SessionOptionsFor(options);
        try
        {
            return new HostExecution(model.Head, model.ForCpu, new InferenceSession(model.ForCpu.File, session));
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException(model.Metadata.Name, $"ONNX Runtime refuses it: {e.Message}", e);
        }
    }
}
