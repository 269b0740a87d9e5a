using System.Globalization;
using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>A peer's clock, set wrong by some time, and what the peer finds out about the server's by pings and pongs, as a page does.</summary>
/// <param name="ahead">By how much it is ahead of this machine's.</param>
public sealed class PeerClock(TimeSpan ahead)
{
    /// <summary>Pings to begin with: of as many, one is likely to have met no other load.</summary>
    private const int Pings = 20;

    /// <summary>This machine's clock, Unix milliseconds.</summary>
    public static double TrueMs => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>The peer's clock now, Unix milliseconds.</summary>
    public double NowMs => At(TrueMs);

    /// <summary>Server clock minus the peer's, milliseconds, by the ping with the shortest round trip.</summary>
    public double OffsetMs { get; private set; }

    /// <summary>That round trip.</summary>
    public double RoundTripMs { get; private set; } = double.PositiveInfinity;

    /// <summary>The peer's clock at a moment of this machine's, Unix milliseconds.</summary>
    public double At(double trueMs) => trueMs + ahead.TotalMilliseconds;

    /// <summary>A ping sent now.</summary>
    public string Ping()
    {
        string known = double.IsFinite(RoundTripMs)
            ? string.Create(CultureInfo.InvariantCulture, $",\"offset_ms\":{OffsetMs:R},\"error_ms\":{RoundTripMs / 2:R},\"rtt_ms\":{RoundTripMs:R}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"clock_ping\",\"t0\":{NowMs:R}{known}}}");
    }

    /// <summary>Asks often enough to know the server's clock, and tells the server.</summary>
    /// <param name="sendAsync">Sends a text.</param>
    /// <param name="pongAsync">Takes the next pong.</param>
    public async Task SynchronizeAsync(Func<string, Task> sendAsync, Func<Task<JsonElement>> pongAsync)
    {
        for (int i = 0; i < Pings; i++)
        {
            await sendAsync(Ping());
            Take(await pongAsync());
        }
        await sendAsync(Ping());
        Take(await pongAsync());
    }

    private void Take(JsonElement pong)
    {
        double t0 = pong.GetProperty("t0").GetDouble(), t3 = NowMs;
        double t1 = pong.GetProperty("t1_us").GetDouble() / 1000, t2 = pong.GetProperty("t2_us").GetDouble() / 1000;
        double roundTrip = t3 - t0 - (t2 - t1);
        if (roundTrip < RoundTripMs)
            (RoundTripMs, OffsetMs) = (roundTrip, (t1 - t0 + t2 - t3) / 2);
    }
}
