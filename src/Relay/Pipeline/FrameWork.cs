using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>What a lane knows of the frame that it works on: its settings, and the clock's timestamps at the end of each stage.</summary>
/// <remarks><b>Threading:</b> the lane's.</remarks>
/// <param name="turn">The frame.</param>
/// <param name="point">Inference size and confidence.</param>
/// <param name="pool">The model's detectors.</param>
/// <param name="time">The clock.</param>
internal struct FrameWork(in FrameTurn turn, in OperatingPoint point, DetectorPool pool, TimeProvider time)
{
    /// <summary>The frame.</summary>
    public FrameTurn Turn { get; } = turn;

    /// <summary>Inference size and confidence.</summary>
    public OperatingPoint Point { get; } = point;

    /// <summary>The model's detectors.</summary>
    public DetectorPool Pool { get; } = pool;

    /// <summary>Whether the frame is published; its JPEG may be gone then.</summary>
    public bool IsPublished { get; set; }

    /// <summary>When its last byte arrived.</summary>
    public long Arrived { get; } = turn.Frame.Arrived;

    /// <summary>When the lane took it.</summary>
    public long Started { get; } = time.GetTimestamp();

    /// <summary>When it was decoded.</summary>
    public long Decoded { get; set; }

    /// <summary>When the network's input was filled.</summary>
    public long Filled { get; set; }

    /// <summary>When the network had run.</summary>
    public long Inferred { get; set; }

    /// <summary>When its detections were read.</summary>
    public long Collected { get; set; }

    /// <summary>When boxes and labels were drawn.</summary>
    public long Drawn { get; set; }

    /// <summary>When the JPEG was written.</summary>
    public long Encoded { get; set; }

    /// <summary>How long the network ran, milliseconds.</summary>
    public double InferenceMs { get; set; }

    /// <summary>How long decoding, drawing and encoding took, milliseconds.</summary>
    public double CodecMs { get; set; }
}
