using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>A frame in the tier in which a viewer gets it.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="JpegQuality">JPEG quality, 0 to 1.</param>
/// <param name="LongSidePx">Longer side of the picture in pixels.</param>
internal readonly record struct SentPicture(SimulatedFrame Frame, PictureTier Tier, double Bytes, double JpegQuality, int LongSidePx)
{
    /// <summary>A frame in a tier, as the server's reducer makes it.</summary>
    public static SentPicture Of(SimulatedFrame frame, PictureTier tier)
    {
        (double quality, int side) = SimulatedTiers.Of(tier, frame.JpegQuality, frame.LongSidePx);
        double share = MeasuredCosts.FrameBytes(side, quality) / MeasuredCosts.FrameBytes(frame.LongSidePx, frame.JpegQuality);
        return new SentPicture(frame, tier, frame.Bytes * share, quality, side);
    }
}
