namespace RealtimeDetect.Adaptive;

/// <summary>What one stream did since the controller was last asked: everything that a decision rests on.</summary>
public sealed record ControlSample
{
    /// <summary>Time since the stream's start; a step backwards counts as no time passed.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The viewers that reported in the last 5 s; empty where none did.</summary>
    public IReadOnlyList<ViewerSample> Viewers { get; init; } = [];

    /// <summary>Viewers connected, reporting or not; -1 where unknown, and then the stream is never taken to be idle.</summary>
    public int ViewerCount { get; init; } = -1;

    /// <summary>Frames per second received from the camera.</summary>
    public double ReceivedFps { get; init; }

    /// <summary>Frames per second published to the viewers.</summary>
    public double PublishedFps { get; init; }

    /// <summary>
    /// Frames per second that were detected: fewer than are published where some carry the detections of frames before. NaN
    /// where unknown; <see cref="PublishedFps"/> then stands in.
    /// </summary>
    public double DetectedFps { get; init; } = double.NaN;

    /// <summary>Whether frames that the detector has no time for are carried where that pays.</summary>
    public bool MayCarry { get; init; }

    /// <summary>95th percentile of the time from a frame's last byte to the end of its encoding, over the last second or two.</summary>
    public TimeSpan ProcessingP95 { get; init; }

    /// <summary>
    /// Mean time from taking a frame out of the mailbox to the end of its encoding, waiting for an inference lane included.
    /// Zero where unknown; <see cref="ProcessingP95"/> then stands in and takes bursts on the camera's link for work.
    /// </summary>
    public TimeSpan ServiceMean { get; init; }

    /// <summary>Mean inference time at the current size; zero where unknown.</summary>
    public TimeSpan InferenceMean { get; init; }

    /// <summary>Frames that the stream's pipeline works on at the same time; 1 or more.</summary>
    public int PipelineDepth { get; init; } = 1;

    /// <summary>Whether a camera is connected; without one the controller holds.</summary>
    public bool CameraConnected { get; init; }

    /// <summary>Share (0 to 1) of the inference lanes in use by all streams.</summary>
    public double ComputeLoad { get; init; }

    /// <summary>What frames met on the camera's link; null where the camera's clock or link is unknown.</summary>
    public LinkSample? Uplink { get; init; }

    /// <summary>Mean time that a processed frame waited for a lane; zero where unknown.</summary>
    public TimeSpan WaitMean { get; init; }

    /// <summary>Frames that the detector takes at a time; 1 or more.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Lanes that this stream may occupy, as <see cref="ComputeBudget"/> shares them; NaN for all.</summary>
    public double LaneShare { get; init; } = double.NaN;

    /// <summary>Mean number of objects in a frame; NaN where unknown.</summary>
    public double Detections { get; init; } = double.NaN;
}
