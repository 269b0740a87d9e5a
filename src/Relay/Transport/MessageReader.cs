using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Assembles one socket's messages in a pooled buffer, keeping no more of one than its kind is allowed.</summary>
/// <param name="socket">The socket; its receive side belongs to this reader.</param>
/// <param name="limits">Sizes kept and refused.</param>
/// <remarks>
/// <b>Threading:</b> one receive loop. <b>Ownership:</b> <see cref="Buffer"/> belongs to the reader until
/// <see cref="DetachBuffer"/>; <see cref="Dispose"/> returns it to the pool.
/// </remarks>
internal sealed class MessageReader(WebSocket socket, MessageLimits limits) : IDisposable
{
    /// <summary>First buffer of a socket, bytes: a metadata text fits, and a frame grows it once.</summary>
    private const int InitialBytes = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _lastBinaryBytes = InitialBytes;

    /// <summary>The bytes of the last message; worthless if <see cref="Length"/> is larger than its kind's limit.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Length of the last message in bytes, also of what was not kept.</summary>
    public long Length { get; private set; }

    /// <summary>Reads the next message to its end. The result is awaited once: its state comes from a pool, as each message needs one.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MessageKind> ReadAsync(CancellationToken cancellationToken)
    {
        Length = 0;
        int kept = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(_buffer.AsMemory(kept), cancellationToken);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
            {
                return MessageKind.Closed;
            }

            if (part.MessageType == WebSocketMessageType.Close)
                return MessageKind.Closed;
            Length += part.Count;
            if (Length > limits.MaxMessageBytes)
                return MessageKind.TooLarge;
            if (part.EndOfMessage)
                return Finish(part.MessageType);
            kept = MakeRoom(part.MessageType == WebSocketMessageType.Text ? limits.MaxTextBytes : limits.MaxBinaryBytes);
        }
    }

    /// <summary>Hands the buffer over: the caller returns it to <see cref="ArrayPool{T}.Shared"/>.</summary>
    public byte[] DetachBuffer()
    {
        byte[] detached = _buffer;
        _buffer = ArrayPool<byte>.Shared.Rent(_lastBinaryBytes);
        return detached;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private MessageKind Finish(WebSocketMessageType type)
    {
        if (type == WebSocketMessageType.Text)
            return MessageKind.Text;
        // The next frame is about as long as this one: rent for it at once, so that it is not copied while it grows.
        _lastBinaryBytes = (int)Math.Clamp(Length + (Length >> 3), InitialBytes, Math.Max(InitialBytes, limits.MaxBinaryBytes + 1L));
        return MessageKind.Binary;
    }

    // Where the next part goes. What is beyond the limit is read over the message's own bytes: counted, not kept.
    private int MakeRoom(int limit)
    {
        if (Length > limit)
            return 0;
        if (Length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        return (int)Length;
    }
}
