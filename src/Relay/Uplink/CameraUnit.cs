using System.Buffers;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>One received access unit in a pooled buffer, on its way to the decoder.</summary>
/// <remarks><b>Ownership:</b> one owner at a time, who disposes it.</remarks>
/// <param name="ticket">What is remembered of it until it is a frame.</param>
/// <param name="head">What its headers say.</param>
/// <param name="buffer">Rented buffer; starts with the unit.</param>
internal sealed class CameraUnit(UnitTicket ticket, AccessUnit head, byte[] buffer) : IDisposable
{
    private byte[]? _buffer = buffer;

    /// <summary>What is remembered of it until it is a frame.</summary>
    public UnitTicket Ticket { get; } = ticket;

    /// <summary>What its headers say.</summary>
    public AccessUnit Head { get; } = head;

    /// <summary>The unit in Annex B.</summary>
    /// <exception cref="ObjectDisposedException">The buffer went back to the pool.</exception>
    public ReadOnlyMemory<byte> Data
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsMemory(0, Ticket.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
