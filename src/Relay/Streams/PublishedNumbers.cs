using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Numbers a stream's published frames: the camera's numbers plus an offset per camera session, so that they always increase.</summary>
/// <remarks><b>Threading:</b> the publishing lane only.</remarks>
internal sealed class PublishedNumbers : IDisposable
{
    private ICameraSource? _source;
    private long _offset;
    private long _last = -1;

    /// <summary>Writes the frames' headers.</summary>
    public FrameHeaderWriter Writer { get; } = new();

    /// <summary>The published number of a frame.</summary>
    /// <param name="source">The camera session it came from.</param>
    /// <param name="number">The camera's number; increasing within a session.</param>
    public long Next(ICameraSource source, long number)
    {
        if (!ReferenceEquals(source, _source))
        {
            _source = source;
            _offset = Math.Max(0, _last + 1 - number);
        }
        _last = number + _offset;
        return _last;
    }

    /// <inheritdoc/>
    public void Dispose() => Writer.Dispose();
}
