namespace RealtimeDetect.Relay.Viewers;

/// <summary>What an ack tells of the way to a viewer.</summary>
/// <param name="Delay">From the frame's sending to its ack.</param>
/// <param name="Bytes">Bytes settled with it.</param>
internal readonly record struct Delivery(TimeSpan Delay, long Bytes);
