using System.Text.Json;
using RealtimeDetect.Relay.Recording.Mp4;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Brings index and files together after a server that was killed: the files are right.</summary>
/// <remarks>
/// A row without its file goes; a file without its row gets one; a recording that was being written loses its last, partial fragment, gets its
/// index and is complete. <b>Threading:</b> one thread, before anything is recorded.
/// </remarks>
internal sealed partial class RecordingRepair(RecordingFolder folder, RecordingIndex index, ILogger<RecordingRepair> logger)
{
    /// <summary>Repairs what there is.</summary>
    public void Run()
    {
        Dictionary<string, RecordingRow> rows = index.All().ToDictionary(row => row.Id);
        int repaired = 0, removed = 0;
        foreach ((StreamToken token, string id) in folder.Videos())
        {
            bool isKnown = rows.Remove(id, out RecordingRow? row);
            if (isKnown && row is { IsComplete: true })
                continue;
            repaired++;
            Repair(token, id, row?.Trigger ?? RecordingTrigger.Found);
        }
        foreach (string id in rows.Keys)
        {
            removed++;
            index.RemoveAsync(id);
        }
        foreach ((StreamToken token, string id) in folder.Lines().Where(lines => !File.Exists(folder.VideoFile(lines.Token, lines.Id))).ToArray())
            folder.Delete(token, id);
        if (repaired + removed > 0)
            Log.Repaired(logger, repaired, removed);
    }

    private void Repair(StreamToken token, string id, RecordingTrigger trigger)
    {
        try
        {
            if (Complete(token, id, trigger) is { } row)
            {
                index.SaveAsync(row);
                return;
            }
            // It has not one whole fragment: there is nothing to play.
            folder.Delete(token, id);
            index.RemoveAsync(id);
        }
        // The boundary of one recording's repair: another one's must go on.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not the message: it holds the path, and that the token.
            Log.RepairFailed(logger, id, e.GetType().Name, e.HResult);
        }
    }

    private RecordingRow? Complete(StreamToken token, string id, RecordingTrigger trigger)
    {
        using var video = new FileStream(folder.VideoFile(token, id), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        if (Mp4Reader.Read(video) is not { } contents || !RecordingId.TryParse(id, out long startedAtMs))
            return null;
        video.SetLength(contents.UsableBytes);
        var boxes = new BoxWriter();
        Mp4Layout.WriteIndex(boxes, contents.Fragments, contents.IndexBytes);
        video.Position = contents.IndexAt;
        video.Write(boxes.Written);
        video.Flush(flushToDisk: true);
        var classes = new HashSet<string>();
        long linesBytes = CutLines(folder.LinesFile(token, id), contents.Frames, classes);
        return new RecordingRow(
            id, token, startedAtMs, contents.Size, trigger, new SegmentTotals(contents.DurationMs, contents.UsableBytes + linesBytes, contents.Frames),
            IsComplete: true, classes);
    }

    // Keeps the lines of frames that are in the video, and collects the classes they name. Gives the bytes kept.
    private static long CutLines(string path, int frames, HashSet<string> classes)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] text = new byte[file.Length];
        file.ReadExactly(text);
        int kept = 0;
        for (int line = 0; line < frames && text.AsSpan(kept).IndexOf((byte)'\n') is >= 0 and var length; line++)
        {
            CollectClasses(text.AsSpan(kept, length), classes);
            kept += length + 1;
        }
        file.SetLength(kept);
        return kept;
    }

    private static void CollectClasses(ReadOnlySpan<byte> line, HashSet<string> classes)
    {
        try
        {
            foreach (JsonElement detection in JsonElement.Parse(line).GetProperty("detections").EnumerateArray())
                classes.Add(detection.GetProperty("label").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A line that the disk spoiled names no class.
        }
    }
}
