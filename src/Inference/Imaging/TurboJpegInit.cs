namespace RealtimeDetect.Inference.Imaging;

/// <summary>What a TurboJPEG instance is for (<c>TJINIT</c>).</summary>
internal enum TurboJpegInit
{
    /// <summary>Writing JPEGs.</summary>
    Compress = 0,

    /// <summary>Reading JPEGs.</summary>
    Decompress = 1,
}
