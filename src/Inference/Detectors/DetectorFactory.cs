using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Makes detectors of a model, one for each inference lane.</summary>
public static class DetectorFactory
{
    /// <summary>Name of the CPU execution provider.</summary>
    public const string Cpu = "CPU";

    /// <summary>Name of the CUDA execution provider.</summary>
    public const string Cuda = "CUDA";

    private const string SinglePrecision = "fp32";
    private const string HalfPrecision = "fp16";

    // Runs of each size in a warm-up: the first plans memory and searches convolutions, the next ones settle the code.
    private const int WarmUpRuns = 3;

    /// <summary>Makes a detector.</summary>
    /// <exception cref="ExecutionProviderException">CUDA was required and does not load.</exception>
    /// <exception cref="ModelException">ONNX Runtime refuses the model.</exception>
    public static CreatedDetector Create(YoloV8Model model, DetectorOptions options)
    {
        if (options.Execution == ExecutionPreference.Cpu)
            return new CreatedDetector(CreateOnCpu(model, options), null);
        try
        {
            return new CreatedDetector(CreateOnCuda(model, options), null);
        }
        catch (ExecutionProviderException e) when (options.Execution == ExecutionPreference.PreferCuda)
        {
            return new CreatedDetector(CreateOnCpu(model, options), e.Message);
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

    private static YoloV8Detector CreateOnCpu(YoloV8Model model, DetectorOptions options)
    {
        using SessionOptions session = SessionOptionsFor(options);
        InferenceSession created = Open(model, model.SinglePrecision, session);
        return new YoloV8Detector(model, new SessionExecution(model, created, Cpu, SinglePrecision), options);
    }

    private static YoloV8Detector CreateOnCuda(YoloV8Model model, DetectorOptions options)
    {
        using SessionOptions session = SessionOptionsFor(options);
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string>
            {
                ["device_id"] = $"{options.CudaDevice}",
                // EXHAUSTIVE, the default, searches for seconds at every new input size.
                ["cudnn_conv_algo_search"] = "HEURISTIC",
            });
            session.AppendExecutionProvider_CUDA(cuda);
            byte[] graph = options.HalfOnCuda ? model.HalfPrecisionGraph : model.SinglePrecision;
            string precision = options.HalfOnCuda ? HalfPrecision : SinglePrecision;
            return new YoloV8Detector(model, new SessionExecution(model, new InferenceSession(graph, session), Cuda, precision), options);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new ExecutionProviderException(Cuda, e);
        }
    }

    private static InferenceSession Open(YoloV8Model model, byte[] graph, SessionOptions options)
    {
        try
        {
            return new InferenceSession(graph, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException(model.Metadata.Name, $"ONNX Runtime refuses it: {e.Message}", e);
        }
    }

    private static SessionOptions SessionOptionsFor(DetectorOptions options)
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
}
