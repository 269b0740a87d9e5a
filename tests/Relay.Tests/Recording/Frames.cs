using System.Buffers;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Recording.Mp4;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Recording;

/// <summary>Made-up frames: what a recording keeps does not depend on what is in the pictures.</summary>
internal static class Frames
{
    /// <summary>A High-profile stream's parameter sets; <paramref name="variant"/> makes them another stream's.</summary>
    public static AvcParameters Parameters(byte variant = 0) => new([0x67, 100, 0, 31, variant], [0x68, 0xEE]);

    /// <summary>A frame.</summary>
    public static RecordedFrame Of(long timeMs, bool isKey, int bytes = 100, string? seen = null, byte variant = 0)
    {
        var sample = new PooledBytes(bytes);
        sample.Write(new byte[bytes]);
        var detections = new PooledBytes(64);
        detections.Write(System.Text.Encoding.UTF8.GetBytes(seen is null ? "[]" : $$"""[{"class_id":0,"label":"{{seen}}"}]"""));
        return new RecordedFrame(timeMs, isKey ? Parameters(variant) : null, sample, detections)
        {
            Size = new(320, 240),
            Number = timeMs / 40,
            Timestamp = timeMs,
            Classes = seen is null ? new HashSet<string>() : [seen],
        };
    }

    /// <summary>Frames 40 ms apart, every 50th a key frame: two seconds.</summary>
    public static IEnumerable<RecordedFrame> Seconds(double seconds, long startMs = 1_000_000, string? seen = null)
    {
        for (int i = 0; i < seconds * 25; i++)
            yield return Of(startMs + (i * 40), i % 50 == 0, seen: seen);
    }

    /// <summary>Writes a segment, whole or as a process that dies leaves it.</summary>
    public static SegmentTotals Write(Stream video, Stream lines, double seconds, bool finish = true, string? seen = null)
    {
        SegmentWriter? writer = null;
        foreach (RecordedFrame frame in Seconds(seconds, seen: seen))
        {
            writer ??= new SegmentWriter(video, lines, frame, TimeSpan.FromMinutes(1));
            writer.Add(frame);
            frame.Release();
        }
        if (finish)
            writer!.TryFinish();
        SegmentTotals totals = writer!.Totals;
        writer.Dispose();
        return totals;
    }
}
