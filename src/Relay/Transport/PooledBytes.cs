using System.Buffers;

namespace RealtimeDetect.Relay.Transport;

/// <summary>A growing run of bytes in a buffer of the shared pool.</summary>
/// <remarks><b>Threading:</b> one writer, then any readers. <b>Ownership:</b> the owner disposes, which returns the buffer.</remarks>
internal sealed class PooledBytes(int capacityBytes) : IBufferWriter<byte>, IDisposable
{
    /// <summary>Room offered to a writer that names no size, bytes.</summary>
    private const int DefaultRoomBytes = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacityBytes);
    private int _length;

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until disposed.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint > 0 ? sizeHint : DefaultRoomBytes);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        _length = 0;
    }

    private void MakeRoom(int room)
    {
        if (_buffer.Length - _length >= room)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + room));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
