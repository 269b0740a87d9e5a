using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.H264;

/// <summary>One published frame as an H.264 access unit, shared by all viewers that get it.</summary>
/// <remarks>
/// <b>Threading:</b> immutable. <b>Ownership:</b> starts with one reference; every queue that keeps it adds one; the last
/// <see cref="Release"/> returns the buffers and lets go of the frame.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Counted by its holders: the last Release disposes.")]
internal sealed class H264Unit
{
    private readonly PooledBytes _header;
    private readonly PooledBytes _data;
    private int _references = 1;

    /// <summary>Takes over the encoder's unit, and a reference to its frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="tier">The encoder's tier.</param>
    /// <param name="size">Size of its picture, pixels.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="readyAt">When the unit was ready, as <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="writer">Writes the metadata where the size is not the frame's.</param>
    public H264Unit(PublishedFrame frame, PictureTier tier, PixelSize size, in EncodedUnit unit, long readyAt, FrameHeaderWriter writer)
    {
        ReadyAt = readyAt;
        Frame = frame;
        Tier = tier;
        IsKey = unit.IsKey;
        _data = unit.Data;
        _header = new PooledBytes(frame.Header.Length + 64);
        if (tier != PictureTier.Small || size == frame.Result.Size)
        {
            WriteHeader(frame.Header.Span, unit, _header);
            return;
        }
        using var reduced = new PooledBytes(frame.Header.Length);
        writer.Write(frame, size, reduced);
        WriteHeader(reduced.Written.Span, unit, _header);
    }

    /// <summary>The frame.</summary>
    public PublishedFrame Frame { get; }

    /// <summary>Which tier's picture it is.</summary>
    public PictureTier Tier { get; }

    /// <summary>When it was ready, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long ReadyAt { get; }

    /// <summary>Whether decoding can begin with it.</summary>
    public bool IsKey { get; }

    /// <summary>The <c>frame_metadata</c> message, UTF-8.</summary>
    public ReadOnlyMemory<byte> Header => _header.Written;

    /// <summary>The access unit in Annex B.</summary>
    public ReadOnlyMemory<byte> Data => _data.Written;

    /// <summary>Adds a holder. The caller must hold a reference itself.</summary>
    public void AddReference() => Interlocked.Increment(ref _references);

    /// <summary>Lets go; the last one returns the buffers.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0)
            return;
        _header.Dispose();
        _data.Dispose();
        Frame.Release();
    }

    // The frame's own message with another format: everything else is the same.
    private static void WriteHeader(ReadOnlySpan<byte> jpegHeader, in EncodedUnit unit, IBufferWriter<byte> destination)
    {
        ReadOnlySpan<byte> jpegFormat = "\"format\":\"jpeg\""u8;
        int at = jpegHeader.IndexOf(jpegFormat);
        destination.Write(jpegHeader[..at]);
        destination.Write(Encoding.ASCII.GetBytes($"\"format\":\"h264\",\"key\":{(unit.IsKey ? "true" : "false")},\"codec\":\"{unit.Codec}\""));
        destination.Write(jpegHeader[(at + jpegFormat.Length)..]);
    }
}
