namespace RealtimeDetect.Relay.Transport;

/// <summary>What a peer has found out about its clock by pings and pongs, as it said in its last <c>clock_ping</c>.</summary>
/// <param name="OffsetMs">Server clock minus the peer's, milliseconds.</param>
/// <param name="RoundTripMs">Shortest round trip lately; null where it did not say.</param>
/// <param name="ErrorMs">How far the offset may be off; null where it did not say.</param>
internal sealed record ClockReading(double OffsetMs, double? RoundTripMs, double? ErrorMs)
{
    /// <summary>Largest offset believed, milliseconds: what two clocks within the years 1970 to 5138 differ by.</summary>
    private const double LargestOffsetMs = 1e14;

    /// <summary>Reads it from a ping; null where the ping tells no usable offset.</summary>
    public static ClockReading? Of(in JsonFields ping) =>
        Offset(ping) is { } offset ? new ClockReading(offset, NotNegative(ping.RoundTripMs), NotNegative(ping.ErrorMs)) : null;

    /// <summary>A message's offset; null where it tells no usable one.</summary>
    public static double? Offset(in JsonFields message) =>
        message.OffsetMs is { } offset && Math.Abs(offset) <= LargestOffsetMs ? offset : null;

    private static double? NotNegative(double? milliseconds) => milliseconds is >= 0 ? milliseconds : null;
}
