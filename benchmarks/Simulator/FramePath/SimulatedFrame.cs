namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One frame on its way.</summary>
internal sealed class SimulatedFrame
{
    /// <summary>Number, in the order of sending.</summary>
    public required long Number { get; init; }

    /// <summary>When it was captured, milliseconds.</summary>
    public required double CapturedMs { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required double Bytes { get; init; }

    /// <summary>JPEG quality, 0 to 1.</summary>
    public required double JpegQuality { get; init; }

    /// <summary>Longer side of the picture in pixels.</summary>
    public required int LongSidePx { get; init; }

    /// <summary>When its last byte was there, milliseconds.</summary>
    public double ArrivedMs { get; set; }

    /// <summary>Longer side of the model's input in pixels.</summary>
    public int InferenceSize { get; set; }

    /// <summary>Its place in the order of publishing.</summary>
    public long Sequence { get; set; }

    /// <summary>When it was published, milliseconds.</summary>
    public double PublishedMs { get; set; }

    /// <summary>Share (0 to 1) of the stream's published frames that were detected at that time; the others were carried.</summary>
    public double DetectedShare { get; set; } = 1;

    /// <summary>Milliseconds on a lane, and of that in inference.</summary>
    public double ServiceMs { get; set; }

    /// <summary>Milliseconds of <see cref="ServiceMs"/> in inference.</summary>
    public double InferenceMs { get; set; }
}
