namespace RealtimeDetect.Relay.Transport;

/// <summary>The server's clock to the microsecond: a pong's rounding would be the larger part of a clock's error on a good link.</summary>
internal static class ServerClock
{
    /// <summary>Microseconds in a millisecond.</summary>
    public const double MicrosecondsPerMillisecond = 1000;

    /// <summary>The clock now, Unix microseconds.</summary>
    public static long UnixMicroseconds(this TimeProvider time) => (time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The clock at an earlier moment, Unix microseconds.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="timestamp">The moment, as <see cref="TimeProvider.GetTimestamp"/>.</param>
    public static long UnixMicroseconds(this TimeProvider time, long timestamp) => time.UnixMicroseconds() - time.Microseconds(timestamp, time.GetTimestamp());

    /// <summary>Microseconds between two moments, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public static long Microseconds(this TimeProvider time, long from, long to) => time.GetElapsedTime(from, to).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Milliseconds as whole microseconds.</summary>
    public static long ToMicroseconds(double milliseconds) => (long)Math.Round(milliseconds * MicrosecondsPerMillisecond);
}
