using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Life and number of streams and sockets.</summary>
internal sealed class StreamOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Streams";

    /// <summary>A stream goes away this long after its last camera and viewer left. Default 60 s: a reconnect keeps its counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Most streams at a time. Default 1000; a further socket is refused with 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; set; } = 1000;

    /// <summary>Most viewers of one stream. Default 1000; a further one is refused with 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxViewersPerStream { get; set; } = 1000;

    /// <summary>Most sockets of both kinds in all. Default 4096: a socket holds some 50 kB; a further one is refused with 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxSockets { get; set; } = 4096;
}
