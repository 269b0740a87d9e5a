using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Streams;

/// <summary>An output of a stream: a viewer's socket; later a recorder, HLS, another node.</summary>
internal interface IFrameSink
{
    /// <summary>What its viewer reported lately; null where there is no viewer, or it says nothing.</summary>
    ViewerSample? Feedback { get; }

    /// <summary>What its viewer told of its clock; null where there is no viewer, or it told nothing.</summary>
    ClockReading? Clock => null;

    /// <summary>How many watch through it. Zero for one that nobody looks at: it neither counts as a viewer nor keeps a stream alive.</summary>
    int ViewerCount => 1;

    /// <summary>Whether it wants the stream's full rate: viewers do, and a recording that nobody watches.</summary>
    bool WantsFullRate => ViewerCount > 0;

    /// <summary>What its viewer is sent; null where there is no viewer.</summary>
    ViewerTraffic? Sent => null;

    /// <summary>Takes what the controller decided: also, how much of the picture its viewer is to get.</summary>
    /// <remarks><b>Threading:</b> called by the control ticker. It must return at once.</remarks>
    void OnDecision(ControlDecision decision)
    {
    }

    /// <summary>Offers a frame. A sink that keeps it adds a reference; one that is full drops what it likes.</summary>
    /// <remarks><b>Threading:</b> called by one lane at a time, frames in order. It must return at once: it fills a queue.</remarks>
    void Offer(PublishedFrame frame);
}
