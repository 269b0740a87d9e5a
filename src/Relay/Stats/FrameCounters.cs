using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Counts a stream's frames; <c>received = processed + dropped + failed + in flight</c> in every reading.</summary>
/// <remarks><b>Threading:</b> any thread; a few additions under a lock per frame.</remarks>
internal sealed class FrameCounters
{
    private readonly Lock _lock = new();
    private long _received;
    private long _processed;
    private long _dropped;
    private long _failed;
    private long _carried;

    /// <summary>Counts a received frame.</summary>
    public void AddReceived()
    {
        lock (_lock)
            _received++;
    }

    /// <summary>Counts a frame's end. Its arrival was counted before.</summary>
    public void AddOutcome(FrameOutcome outcome)
    {
        lock (_lock)
        {
            switch (outcome)
            {
                case FrameOutcome.Processed: _processed++; break;
                case FrameOutcome.Dropped: _dropped++; break;
                default: _failed++; break;
            }
        }
    }

    /// <summary>Counts a frame published with carried detections.</summary>
    public void AddCarried()
    {
        lock (_lock)
            _carried++;
    }

    /// <summary>All counts at one moment.</summary>
    public FrameStats Read()
    {
        lock (_lock)
            return new FrameStats(_received, _processed, _dropped, _failed, _received - _processed - _dropped - _failed, _carried);
    }
}
