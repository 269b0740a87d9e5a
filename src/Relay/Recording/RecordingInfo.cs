namespace RealtimeDetect.Relay.Recording;

/// <summary>One recording as clients see it.</summary>
/// <param name="RecordingId">What names it among its stream's.</param>
/// <param name="StreamId">Its stream.</param>
/// <param name="StartedAt">Capture time of its first frame, server clock, Unix milliseconds.</param>
/// <param name="DurationMs">Length of the video.</param>
/// <param name="Bytes">Bytes of both files.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Width">Width of the picture, pixels.</param>
/// <param name="Height">Height likewise.</param>
/// <param name="State"><c>complete</c>, or <c>writing</c>.</param>
/// <param name="Trigger"><c>on_demand</c>, <c>always</c>, <c>class</c>, <c>last</c>, or <c>found</c> for one whose entry was lost.</param>
/// <param name="Classes">Names of the classes seen.</param>
/// <param name="VideoUrl">Path of the video; <c>?download=1</c> to save it.</param>
/// <param name="DetectionsUrl">Path of the detections, JSON lines.</param>
internal sealed record RecordingInfo(
    string RecordingId, string StreamId, long StartedAt, long DurationMs, long Bytes, int Frames, int Width, int Height, string State, string Trigger,
    IReadOnlyCollection<string> Classes, string VideoUrl, string DetectionsUrl)
{
    /// <summary>A recording for clients.</summary>
    public static RecordingInfo Of(RecordingRow row)
    {
        string path = $"/api/streams/{row.Token.Value}/recordings/{row.Id}";
        return new RecordingInfo(
            row.Id, row.Token.Value, row.StartedAtMs, row.Totals.DurationMs, row.Totals.Bytes, row.Totals.Frames, row.Size.Width, row.Size.Height,
            row.IsComplete ? "complete" : "writing", NameOf(row.Trigger), row.Classes, $"{path}/video.mp4", $"{path}/detections.jsonl");
    }

    private static string NameOf(RecordingTrigger trigger) => trigger switch
    {
        RecordingTrigger.OnDemand => "on_demand",
        RecordingTrigger.Always => "always",
        RecordingTrigger.Class => "class",
        RecordingTrigger.Last => "last",
        _ => "found",
    };
}
