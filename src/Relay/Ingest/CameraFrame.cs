using System.Buffers;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>One received frame: the camera's JPEG in a pooled buffer, and what came with it.</summary>
/// <remarks><b>Ownership:</b> one owner at a time, who disposes it; posting it to a mailbox moves ownership.</remarks>
internal sealed class CameraFrame : IDisposable
{
    private byte[]? _buffer;

    /// <summary>Takes over a buffer rented from <see cref="ArrayPool{T}.Shared"/>.</summary>
    /// <param name="source">Who sent it.</param>
    /// <param name="number">The source's frame number.</param>
    /// <param name="timestamp">Capture time on the source's clock, Unix milliseconds.</param>
    /// <param name="buffer">Rented buffer; starts with the JPEG.</param>
    /// <param name="length">Bytes of JPEG in it.</param>
    /// <param name="arrived">The server's <see cref="TimeProvider.GetTimestamp"/> when the last byte had arrived.</param>
    /// <param name="receivedBytes">Bytes that the source sent for it; null where they are the JPEG's.</param>
    public CameraFrame(ICameraSource source, long number, double timestamp, byte[] buffer, int length, long arrived, int? receivedBytes = null)
    {
        Source = source;
        Number = number;
        Timestamp = timestamp;
        _buffer = buffer;
        Length = length;
        Arrived = arrived;
        ReceivedBytes = receivedBytes ?? length;
    }

    /// <summary>Who sent it.</summary>
    public ICameraSource Source { get; }

    /// <summary>The source's frame number.</summary>
    public long Number { get; }

    /// <summary>Capture time on the source's clock, Unix milliseconds.</summary>
    public double Timestamp { get; }

    /// <summary>What its source told of its time beyond that.</summary>
    public CameraTimes Times { get; init; }

    /// <summary>The server's timestamp when the last byte had arrived.</summary>
    public long Arrived { get; }

    /// <summary>Bytes of JPEG.</summary>
    public int Length { get; }

    /// <summary>Bytes that the source sent for it: fewer than the JPEG's for H.264.</summary>
    public int ReceivedBytes { get; }

    /// <summary>The JPEG as the camera sent it, or as its H.264 was decoded.</summary>
    /// <exception cref="ObjectDisposedException">The buffer went back to the pool.</exception>
    public ReadOnlyMemory<byte> Jpeg
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsMemory(0, Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
