using System.Collections.Immutable;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Offers each published frame to every sink of a stream; waits for none.</summary>
/// <remarks><b>Threading:</b> sinks come and go from any thread; the array is replaced whole, and the publishing lane reads it without a lock.</remarks>
internal sealed class FrameFanOut
{
    private ImmutableArray<IFrameSink> _sinks = [];

    /// <summary>How many watch, through all sinks together.</summary>
    public int ViewerCount
    {
        get
        {
            int count = 0;
            foreach (IFrameSink sink in _sinks)
                count += sink.ViewerCount;
            return count;
        }
    }

    /// <summary>Whether any sink wants the stream's full rate.</summary>
    public bool WantsFullRate => _sinks.Any(sink => sink.WantsFullRate);

    /// <summary>The sinks at this moment.</summary>
    public ImmutableArray<IFrameSink> Sinks => _sinks;

    /// <summary>Adds a sink: it is offered the next frame published.</summary>
    public void Add(IFrameSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, added) => sinks.Add(added), sink);

    /// <summary>Removes a sink; true if it was there. A frame being published may still be offered to it.</summary>
    public bool Remove(IFrameSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, removed) => sinks.Remove(removed), sink);

    /// <summary>Offers a frame to all.</summary>
    public void Offer(PublishedFrame frame)
    {
        foreach (IFrameSink sink in _sinks)
            sink.Offer(frame);
    }
}
