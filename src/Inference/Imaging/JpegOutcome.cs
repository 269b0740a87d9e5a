namespace RealtimeDetect.Inference.Imaging;

/// <summary>What became of a JPEG that was to be read.</summary>
public enum JpegOutcome
{
    /// <summary>It was read.</summary>
    Ok,

    /// <summary>Not a baseline JPEG (SOF0) of 8 bits with 1 or 3 components.</summary>
    NotBaseline,

    /// <summary>A side over 16384, or more pixels than the limit; found in the header, before any decoding.</summary>
    TooLarge,

    /// <summary>Not a JPEG, a damaged one, one with a side of 0, or one whose scan ends early.</summary>
    NotDecodable,
}
