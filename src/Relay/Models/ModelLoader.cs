using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Models;

/// <summary>Loads the models and makes their detectors: one per lane on a CPU, one in all on a GPU.</summary>
/// <remarks><b>Threading:</b> once, before the server listens. <b>Ownership:</b> the catalog owns the detectors.</remarks>
internal sealed partial class ModelLoader(PipelineOptions options, GpuOptions gpu, ILogger logger)
{
    /// <summary>Name of the embedded model, and what streams name it by.</summary>
    public const string EmbeddedName = "shapes";

    /// <summary>There while an NVIDIA driver is loaded.</summary>
    private const string NvidiaDriver = "/proc/driver/nvidia/version";

    private const string EmbeddedResource = "shapes.onnx";

    /// <summary>The embedded model of coloured shapes.</summary>
    public static YoloV8Model LoadEmbedded()
    {
        using Stream resource = typeof(ModelLoader).Assembly.GetManifestResourceStream(EmbeddedResource)
            ?? throw new InvalidOperationException($"The program was built without {EmbeddedResource}.");
        byte[] file = new byte[resource.Length];
        resource.ReadExactly(file);
        return YoloV8Model.Load(file, EmbeddedResource);
    }

    /// <summary>Makes the catalog and says how many lanes fit it.</summary>
    /// <param name="main">Model of streams that name none.</param>
    /// <param name="others">Further models.</param>
    public (ModelCatalog Catalog, LanePlan Plan) Load(YoloV8Model main, IEnumerable<YoloV8Model> others)
    {
        IDetector first = CreateFirst(main);
        bool onGpu = first.ExecutionProvider != DetectorFactory.Cpu;
        LanePlan plan = LanePlan.For(options, onGpu, Environment.ProcessorCount);
        // What was preferred did or did not load: every further detector takes the same.
        DetectorOptions settled = OptionsFor(plan) with { Execution = onGpu ? ExecutionPreference.RequireCuda : ExecutionPreference.Cpu };
        if (!onGpu)
        {
            first.Dispose();
            first = DetectorFactory.Create(main, settled).Detector;
        }
        int perModel = onGpu ? 1 : plan.Lanes;
        if (onGpu)
            DetectorFactory.WarmUpLadder(first);
        Log.Loaded(logger, main.Metadata.Name, main.Metadata.Labels.Count, first.ExecutionProvider, first.Precision, plan.Lanes, plan.ThreadsPerLane);
        var mainPool = new DetectorPool([first, .. Create(main, settled, perModel - 1)]);
        return (new ModelCatalog(mainPool, others.Select(model => new DetectorPool(Create(model, settled, perModel)))), plan);
    }

    private IDetector CreateFirst(YoloV8Model main)
    {
        if (main.LabelsProblem is { } problem)
            Log.LabelsMadeUp(logger, main.Metadata.Name, problem);
        try
        {
            CreatedDetector created = DetectorFactory.Create(main, OptionsFor(new LanePlan(1, 1)));
            if (created.FallbackReason is { } reason)
                TellFallback(created.Detector, reason);
            return created.Detector;
        }
        catch (ExecutionProviderException e)
        {
            throw new StartupException($"{e.Message}. Pipeline:Execution is RequireCuda; PreferCuda would go on on the CPU.", e);
        }
        catch (ModelException e)
        {
            throw new StartupException(e.Message, e);
        }
    }

    // Nobody asked for a GPU who left the setting alone on a machine without an NVIDIA driver.
    private void TellFallback(IDetector detector, string reason)
    {
        if (detector.ExecutionProvider != DetectorFactory.Cpu)
            Log.TensorRtUnused(logger, reason);
        else if (options.Execution is not null || File.Exists(NvidiaDriver))
            Log.GpuUnused(logger, reason);
        else
            Log.NoGpu(logger, reason);
    }

    private static List<IDetector> Create(YoloV8Model model, DetectorOptions options, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => DetectorFactory.Create(model, options).Detector)];

    private DetectorOptions OptionsFor(LanePlan plan) => new()
    {
        Execution = options.Execution ?? ExecutionPreference.PreferCuda,
        Cuda = gpu.ForDevice(options.CudaDevice),
        OnDeviceLost = reason => Log.DeviceLost(logger, reason),
        // A lost GPU leaves one detector for everybody.
        FallbackThreads = Environment.ProcessorCount,
        IntraOpThreads = plan.ThreadsPerLane,
        IouThreshold = (float)options.NmsIou,
        MaxDetections = options.MaxDetections,
    };
}
