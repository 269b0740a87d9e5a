using System.Globalization;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>What a request asks of an output, in its query.</summary>
/// <param name="Original"><c>raw=1</c>: the camera's own picture, without boxes.</param>
/// <param name="MaxFps"><c>max_fps</c>: most frames a second; null for all.</param>
internal readonly record struct OutputQuery(bool Original, double? MaxFps)
{
    /// <summary>Reads a query; otherwise the answer that names what is wrong with it.</summary>
    public static IResult? Refusal(IQueryCollection query, out OutputQuery parsed)
    {
        parsed = default;
        string? raw = query["raw"], maxFps = query["max_fps"];
        if (raw is not (null or "0" or "1"))
            return Problems.Of(StatusCodes.Status400BadRequest, "raw is 1 for the camera's own picture, or 0.");
        double fps = 0;
        if (maxFps is not null && !(double.TryParse(maxFps, NumberStyles.Float, CultureInfo.InvariantCulture, out fps) && double.IsFinite(fps) && fps > 0))
            return Problems.Of(StatusCodes.Status400BadRequest, "max_fps is a number above 0: most frames a second.");
        parsed = new OutputQuery(raw == "1", maxFps is null ? null : fps);
        return null;
    }
}
