using System.IO.Pipelines;

namespace RealtimeDetect.Relay.Transport;

/// <summary>One end of a connection within the process: what the other end writes is read here.</summary>
/// <remarks><b>Threading:</b> one reader and one writer at a time. <b>Ownership:</b> disposing one end ends both directions.</remarks>
internal sealed class MemoryDuplex : Stream
{
    // Nothing waits for the other end: what is exchanged here is bounded by who exchanges it.
    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, useSynchronizationContext: false);

    private readonly PipeReader _incoming;
    private readonly PipeWriter _outgoing;
    private readonly Stream _read;

    private MemoryDuplex(PipeReader incoming, PipeWriter outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
        _read = incoming.AsStream(leaveOpen: true);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes both ends.</summary>
    public static (MemoryDuplex One, MemoryDuplex Other) Create()
    {
        var there = new Pipe(Unbounded);
        var back = new Pipe(Unbounded);
        return (new MemoryDuplex(there.Reader, back.Writer), new MemoryDuplex(back.Reader, there.Writer));
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _read.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await _outgoing.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _outgoing.Complete();
            _incoming.Complete();
        }
        base.Dispose(disposing);
    }
}
