namespace RealtimeDetect.Relay.H264;

/// <summary>A viewer or a recorder that takes a stream's access units.</summary>
internal interface IUnitSink
{
    /// <summary>Whether it wants the stream's full rate by itself; viewers are asked themselves.</summary>
    bool WantsFullRate => false;

    /// <summary>Offers a unit. A sink that keeps it adds a reference.</summary>
    /// <remarks><b>Threading:</b> the encoder's reader thread, units in order. It must return at once.</remarks>
    void Offer(H264Unit unit);
}
