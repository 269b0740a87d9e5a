namespace RealtimeDetect.Inference.Detectors;

/// <summary>How one detector runs and what it keeps.</summary>
public sealed record DetectorOptions
{
    /// <summary>Execution provider wanted. Default: CUDA where it loads.</summary>
    public ExecutionPreference Execution { get; init; } = ExecutionPreference.PreferCuda;

    /// <summary>How a GPU is used, where one is.</summary>
    public CudaOptions Cuda { get; init; } = new();

    /// <summary>Called once, on the thread of the failing run, when the GPU fails and the detector goes on on the CPU; its argument is the reason. Default none.</summary>
    public Action<string>? OnDeviceLost { get; init; }

    /// <summary>Threads that share one run on the CPU, from 1. Default 1: several lanes of one thread give the most frames per second.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Threads that share one run on the CPU after a GPU was lost. Default 0: as <see cref="IntraOpThreads"/>.</summary>
    public int FallbackThreads { get; init; }

    /// <summary>Whether idle threads of a run spin instead of sleeping: faster with 2 or more, and it burns a core. Default off.</summary>
    public bool AllowSpinning { get; init; }

    /// <summary>Overlap (intersection over union, 0 to 1) above which the weaker of two boxes of a class goes. Default 0.7, as Ultralytics.</summary>
    public float IouThreshold { get; init; } = 0.7f;

    /// <summary>Most detections of one picture, from 1. Default 300, as Ultralytics.</summary>
    public int MaxDetections { get; init; } = 300;

    /// <summary>Whether one grid cell may report several classes, as validation does. Default off, as prediction does.</summary>
    public bool MultiLabel { get; init; }
}
