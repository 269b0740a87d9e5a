namespace RealtimeDetect.Relay.H264;

/// <summary>A viewer that takes a stream's access units.</summary>
internal interface IUnitSink
{
    /// <summary>Offers a unit. A sink that keeps it adds a reference.</summary>
    /// <remarks><b>Threading:</b> the encoder's reader thread, units in order. It must return at once.</remarks>
    void Offer(H264Unit unit);
}
