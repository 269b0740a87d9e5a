using System.Text.Json;

namespace RealtimeDetect.Relay.Tests.Tracking;

/// <summary>A frame as an output saw it.</summary>
internal sealed record SeenFrame(long Number, double AtMs, JsonElement Header)
{
    public bool IsDetected => !Header.TryGetProperty("detected", out JsonElement detected) || detected.GetBoolean();

    public double CapturedMs => Header.GetProperty("timestamp").GetDouble();

    public JsonElement[] Detections => [.. Header.GetProperty("detections").EnumerateArray()];

    public double Left => Assert.Single(Detections).GetProperty("box")[0].GetDouble();

    public long TrackId => Assert.Single(Detections).GetProperty("track_id").GetInt64();
}
