namespace RealtimeDetect.Inference.Imaging;

/// <summary>The parameters of a TurboJPEG instance that are used here (<c>TJPARAM</c>).</summary>
internal enum TurboJpegParameter
{
    /// <summary>1: fail rather than grow the caller's JPEG buffer.</summary>
    NoRealloc = 2,

    /// <summary>1 to 100.</summary>
    Quality = 3,

    /// <summary>A <see cref="JpegSubsampling"/>, or -1 for one that has no name.</summary>
    Subsampling = 4,

    /// <summary>Width in the header last read.</summary>
    JpegWidth = 5,

    /// <summary>Height in the header last read.</summary>
    JpegHeight = 6,

    /// <summary>A <see cref="TurboJpegColourSpace"/>.</summary>
    ColourSpace = 8,

    /// <summary>1: Huffman tables made for the picture's own symbols.</summary>
    Optimise = 11,

    /// <summary>1: progressive rather than sequential.</summary>
    Progressive = 12,

    /// <summary>Most scans read from one file.</summary>
    ScanLimit = 13,

    /// <summary>MCUs from one restart marker to the next when writing; 0 for none.</summary>
    RestartBlocks = 18,
}
