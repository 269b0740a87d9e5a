using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>How frames share runs of the network.</summary>
internal sealed class InferenceOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Inference";

    /// <summary>Whether frames of several cameras share a run of the network. Default <c>Auto</c>: on a GPU.</summary>
    public BatchPreference Batching { get; set; } = BatchPreference.Auto;

    /// <summary>Most frames of one run. Default 16: beyond it a run takes longer for each frame more.</summary>
    [Range(1, 128)]
    public int MaxBatch { get; set; } = 16;

    /// <summary>Longest that a frame waits for others that are on their way, milliseconds. Default 2; 0 waits for none.</summary>
    [Range(0.0, 100.0)]
    public double MaxBatchWaitMs { get; set; } = 2;

    /// <summary>The same as a time.</summary>
    internal TimeSpan MaxBatchWait => TimeSpan.FromMilliseconds(MaxBatchWaitMs);
}
