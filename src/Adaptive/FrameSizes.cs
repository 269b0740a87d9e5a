namespace RealtimeDetect.Adaptive;

/// <summary>How many bytes a frame has at a picture setting, learned from those seen at another.</summary>
internal sealed class FrameSizes
{
    // Bytes of a street scene relative to quality 0.8, as Chromium encodes it (libjpeg's tables: other encoders differ little).
    private static readonly (double Quality, double Share)[] QualityShares =
        [(0.3, 0.42), (0.4, 0.49), (0.5, 0.57), (0.6, 0.65), (0.7, 0.78), (0.8, 1), (0.9, 1.5), (0.95, 2.1)];

    // The same scene's bytes grow by this power of the side: fine detail is smooth.
    private const double SideExponent = 1.4;

    // Bytes of a 1280 px frame at quality 0.8 before any was seen.
    private const double UsualBytes = 72_000;
    private const double FullLongSidePx = 1280;

    // Follows a scene within two seconds.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    private readonly Ewma _content = new(Memory);

    /// <summary>Folds in the mean size of frames taken at a picture setting.</summary>
    public void Add(TimeSpan time, double bytes, double quality, double longSidePx)
    {
        if (bytes > 0)
            _content.Add(time, bytes / Usual(quality, longSidePx));
    }

    /// <summary>Bytes to expect of a frame.</summary>
    public double Bytes(double quality, double longSidePx) => Usual(quality, longSidePx) * (_content.Value > 0 ? _content.Value : 1);

    private static double Usual(double quality, double longSidePx) =>
        UsualBytes * Share(quality) * Math.Pow(longSidePx / FullLongSidePx, SideExponent);

    private static double Share(double quality)
    {
        int above = 1;
        while (above < QualityShares.Length - 1 && QualityShares[above].Quality < quality)
            above++;
        ((double q0, double share0), (double q1, double share1)) = (QualityShares[above - 1], QualityShares[above]);
        return share0 + ((share1 - share0) * (quality - q0) / (q1 - q0));
    }
}
