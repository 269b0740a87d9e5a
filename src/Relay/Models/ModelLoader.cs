using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Pipeline.Batching;

namespace RealtimeDetect.Relay.Models;

/// <summary>Loads the models and makes their detectors: one per lane on a CPU, and one with all threads; one in all on a GPU, or where lanes share runs.</summary>
/// <remarks><b>Threading:</b> once, before the server listens. <b>Ownership:</b> the catalog owns the detectors.</remarks>
internal sealed partial class ModelLoader(
    PipelineOptions options, GpuOptions gpu, InferenceOptions inference, TimeProvider time, ILogger logger)
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
    public (ModelCatalog Catalog, LanePlan Plan) Load(YoloV8Model main, IReadOnlyCollection<YoloV8Model> others)
    {
        IBatchDetector first = CreateFirst(main);
        bool onGpu = first.ExecutionProvider != DetectorFactory.Cpu;
        LanePlan plan = LanePlan.For(options, inference, onGpu, Environment.ProcessorCount)
            .Within(main.SizeBytes + others.Sum(model => model.SizeBytes), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Log.Loaded(logger, main.Metadata.Name, main.Metadata.Labels.Count, first.ExecutionProvider, first.Precision, plan.Lanes);
        // What was preferred did or did not load: every further detector takes the same.
        DetectorOptions settled = OptionsFor(plan.ThreadsPerLane) with { Execution = onGpu ? ExecutionPreference.RequireCuda : ExecutionPreference.Cpu };
        if (!onGpu)
        {
            first.Dispose();
            return (new ModelCatalog(CreateCpuPool(main, settled, plan), others.Select(model => CreateCpuPool(model, settled, plan))), plan);
        }
        DetectorFactory.WarmUpLadder(first);
        return (new ModelCatalog(PoolOf(first, plan), others.Select(model => PoolOf(Create(model, settled), plan))), plan);
    }

    private IBatchDetector CreateFirst(YoloV8Model main)
    {
        if (main.LabelsProblem is { } problem)
            Log.LabelsMadeUp(logger, main.Metadata.Name, problem);
        try
        {
            CreatedDetector created = DetectorFactory.Create(main, OptionsFor(threads: 1));
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

    private DetectorPool CreateCpuPool(YoloV8Model model, DetectorOptions settled, LanePlan plan)
    {
        // One thread has none to wait for; several wait for each other at every layer, and spinning is what makes that short.
        DetectorOptions alone = settled with { AllowSpinning = plan.ThreadsPerLane > 1 };
        if (plan.MaxBatch > 0 || plan.Lanes == 1)
            return PoolOf(Create(model, alone), plan);
        IDetector? delay = plan.DelayThreads > 0
            ? Create(model, settled with { IntraOpThreads = plan.DelayThreads, AllowSpinning = true })
            : null;
        return new DetectorPool([.. Enumerable.Range(0, plan.Lanes).Select(_ => Create(model, settled))], delay);
    }

    private DetectorPool PoolOf(IBatchDetector detector, LanePlan plan) =>
        plan.MaxBatch > 0 ? new DetectorPool(detector, inference, time) : new DetectorPool([detector]);

    private static IBatchDetector Create(YoloV8Model model, DetectorOptions options) => DetectorFactory.Create(model, options).Detector;

    private DetectorOptions OptionsFor(int threads) => new()
    {
        Execution = options.Execution ?? ExecutionPreference.PreferCuda,
        Cuda = gpu.ForDevice(options.CudaDevice),
        OnDeviceLost = reason => Log.DeviceLost(logger, reason),
        // A lost GPU leaves one detector for everybody.
        FallbackThreads = Environment.ProcessorCount,
        IntraOpThreads = threads,
        IouThreshold = (float)options.NmsIou,
        MaxDetections = options.MaxDetections,
    };
}
