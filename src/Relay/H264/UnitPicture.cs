using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>What an encoder makes of its pictures.</summary>
/// <param name="Size">Size of its units, pixels; even both ways.</param>
/// <param name="IsScaled">Whether the pictures are scaled to that size; else an odd last row or column goes.</param>
/// <param name="Quality">Constant quality, 0 (best) to 51, on x264's scale.</param>
internal readonly record struct UnitPicture(PixelSize Size, bool IsScaled, int Quality)
{
    /// <summary>Of a tier.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="source">Size of the published pictures.</param>
    /// <param name="options">Qualities.</param>
    /// <param name="smallLongSidePx">The small tier's pictures are halved until their long side is no longer than this.</param>
    public static UnitPicture Of(PictureTier tier, PixelSize source, H264Options options, int smallLongSidePx)
    {
        PixelSize size = source;
        while (tier == PictureTier.Small && Math.Max(size.Width, size.Height) > smallLongSidePx)
            size = new PixelSize((size.Width + 1) / 2, (size.Height + 1) / 2);
        int quality = tier switch
        {
            PictureTier.Full => options.Quality,
            PictureTier.Coarse => options.CoarseQuality,
            _ => options.SmallQuality,
        };
        // 4:2:0 has a colour sample for two rows and columns.
        return new UnitPicture(new PixelSize(size.Width & ~1, size.Height & ~1), size != source, quality);
    }
}
