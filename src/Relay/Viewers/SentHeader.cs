using System.Diagnostics;
using System.Globalization;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>Ends a frame's shared <c>frame_metadata</c> with what only its sending to one viewer tells: the last parts of the waterfall.</summary>
/// <remarks><b>Threading:</b> one send loop. <b>Ownership:</b> what it wrote is valid until the next header.</remarks>
internal sealed class SentHeader(StreamWaterfall waterfall, TimeProvider time)
{
    /// <summary>Room for what is added, bytes: four names and three numbers.</summary>
    private const int AddedBytes = 160;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>Copies a header and ends it: the frame is sent now.</summary>
    /// <param name="shared">A header whose last member is <c>waterfall_ms</c>.</param>
    /// <param name="result">The frame's result.</param>
    /// <param name="readyAt">When the viewer's own kind of picture was ready, as <see cref="TimeProvider.GetTimestamp"/>; null where it gets the published one.</param>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> shared, FrameResult result, long? readyAt)
    {
        long sinceProcessedUs = time.Microseconds(result.ProcessedAt, time.GetTimestamp());
        long? transcodeUs = readyAt is { } ready ? time.Microseconds(result.ProcessedAt, ready) : null;
        long queueUs = sinceProcessedUs - (transcodeUs ?? 0);
        waterfall.OnSent(transcodeUs, queueUs);
        return Write(shared, transcodeUs, queueUs, result.ProcessedAtUs + sinceProcessedUs);
    }

    private ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> shared, long? transcodeUs, long queueUs, long sentAtUs)
    {
        Debug.Assert(shared.EndsWith("}}"u8), "the waterfall must stand last");
        if (_buffer.Length < shared.Length + AddedBytes)
            _buffer = new byte[shared.Length * 2 + AddedBytes];
        _length = 0;
        Add(shared[..^2]);
        if (transcodeUs is { } transcode)
            Add(",\"transcode\":"u8, transcode);
        Add(",\"send_queue\":"u8, queueUs);
        Add("},\"sent_at\":"u8, sentAtUs);
        Add("}"u8);
        return _buffer.AsMemory(0, _length);
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void Add(ReadOnlySpan<byte> name, long microseconds)
    {
        Add(name);
        double milliseconds = microseconds / ServerClock.MicrosecondsPerMillisecond;
        bool written = milliseconds.TryFormat(_buffer.AsSpan(_length), out int length, provider: CultureInfo.InvariantCulture);
        Debug.Assert(written, "AddedBytes is too small");
        _length += length;
    }
}
