namespace RealtimeDetect.Inference.Imaging;

/// <summary>How densely a JPEG's colour planes are sampled; the values are TurboJPEG's.</summary>
public enum JpegSubsampling
{
    /// <summary>A colour sample for every pixel.</summary>
    Yuv444 = 0,

    /// <summary>A colour sample for every 2x1 pixels.</summary>
    Yuv422 = 1,

    /// <summary>A colour sample for every 2x2 pixels; what cameras and browsers send.</summary>
    Yuv420 = 2,

    /// <summary>No colour planes.</summary>
    Grey = 3,

    /// <summary>A colour sample for every 1x2 pixels.</summary>
    Yuv440 = 4,

    /// <summary>A colour sample for every 4x1 pixels.</summary>
    Yuv411 = 5,

    /// <summary>A colour sample for every 1x4 pixels.</summary>
    Yuv441 = 6,
}
