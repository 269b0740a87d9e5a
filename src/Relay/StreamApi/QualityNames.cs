using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>What picture sizes are called on the wire.</summary>
internal static class QualityNames
{
    /// <summary>Rows up to which a picture counts as low or medium: halfway to the next size.</summary>
    private const int MostLowRows = 400, MostMediumRows = 600;

    /// <summary>The name of a quality.</summary>
    public static string Of(StreamQuality quality) => quality switch
    {
        StreamQuality.Low => "low",
        StreamQuality.Medium => "medium",
        _ => "high",
    };

    /// <summary>The name of the quality that a picture comes nearest to.</summary>
    public static string Of(PixelSize size)
    {
        int rows = Math.Min(size.Width, size.Height);
        return Of(rows <= MostLowRows ? StreamQuality.Low : rows <= MostMediumRows ? StreamQuality.Medium : StreamQuality.High);
    }
}
