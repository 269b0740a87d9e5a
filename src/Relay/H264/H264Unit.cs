using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
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
    public H264Unit(PublishedFrame frame, in EncodedUnit unit)
    {
        Frame = frame;
        IsKey = unit.IsKey;
        _data = unit.Data;
        _header = new PooledBytes(frame.Header.Length + 64);
        WriteHeader(frame.Header.Span, unit, _header);
    }

    /// <summary>The frame.</summary>
    public PublishedFrame Frame { get; }

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
