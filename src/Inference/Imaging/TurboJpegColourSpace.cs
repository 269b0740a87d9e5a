namespace RealtimeDetect.Inference.Imaging;

/// <summary>What a JPEG's components are (<c>TJCS</c>).</summary>
internal enum TurboJpegColourSpace
{
    /// <summary>Red, green and blue, as in files with Adobe's transform 0.</summary>
    Rgb = 0,

    /// <summary>Luma and colour differences.</summary>
    YCbCr = 1,

    /// <summary>Luma alone.</summary>
    Grey = 2,
}
