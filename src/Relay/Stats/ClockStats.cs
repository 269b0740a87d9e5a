using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Stats;

/// <summary>A device's clock against the server's, as the device measures it.</summary>
/// <param name="OffsetMs">Server clock minus the device's, milliseconds.</param>
/// <param name="ErrorMs">How far that may be off: half of the shortest round trip, and what the clocks may have drifted since; null where not told.</param>
/// <param name="RttMs">Shortest round trip lately; null where not told.</param>
internal sealed record ClockStats(double OffsetMs, double? ErrorMs, double? RttMs)
{
    /// <summary>As the answer gives it, to a microsecond.</summary>
    public static ClockStats Of(ClockReading clock) => new(Math.Round(clock.OffsetMs, 3), Round(clock.ErrorMs), Round(clock.RoundTripMs));

    private static double? Round(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 3) : null;
}
