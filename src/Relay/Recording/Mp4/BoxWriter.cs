using System.Buffers.Binary;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>Writes boxes of an MP4 file (ISO/IEC 14496-12) into one growing buffer: numbers are big-endian, a box's size is set when it ends.</summary>
/// <remarks><b>Threading:</b> one thread. The buffer is kept from one use to the next.</remarks>
internal sealed class BoxWriter
{
    /// <summary>First size of the buffer, bytes: a file's header, or the head of a fragment of some hundred frames.</summary>
    private const int FirstBytes = 4096;

    private readonly Stack<int> _open = new();
    private byte[] _buffer = new byte[FirstBytes];

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Begins anew.</summary>
    public BoxWriter Reset()
    {
        Length = 0;
        return this;
    }

    /// <summary>Begins a box; <see cref="End"/> ends it.</summary>
    public BoxWriter Begin(ReadOnlySpan<byte> name)
    {
        _open.Push(Length);
        return UInt32(0).Bytes(name);
    }

    /// <summary>Begins a box that has a version and flags.</summary>
    public BoxWriter Begin(ReadOnlySpan<byte> name, byte version, uint flags) => Begin(name).UInt32(((uint)version << 24) | flags);

    /// <summary>Ends the box begun last.</summary>
    public BoxWriter End()
    {
        int start = _open.Pop();
        SetUInt32(start, (uint)(Length - start));
        return this;
    }

    /// <summary>Writes 16 bits.</summary>
    public BoxWriter UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Room(sizeof(ushort)), (ushort)value);
        return this;
    }

    /// <summary>Writes 32 bits.</summary>
    public BoxWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(sizeof(uint)), value);
        return this;
    }

    /// <summary>Writes 64 bits.</summary>
    public BoxWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);
        return this;
    }

    /// <summary>Writes bytes as they are.</summary>
    public BoxWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return this;
    }

    /// <summary>Writes zeros.</summary>
    public BoxWriter Zeros(int count)
    {
        Room(count).Clear();
        return this;
    }

    /// <summary>Sets 32 bits that were written before.</summary>
    /// <param name="at">Where they begin.</param>
    /// <param name="value">What they are to be.</param>
    public void SetUInt32(int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(at), value);

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - Length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        Span<byte> room = _buffer.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
