using System.ComponentModel.DataAnnotations;
using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>Limits of a viewer's socket.</summary>
internal sealed class ViewerOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Viewers";

    /// <summary>The least age limit that a viewer may ask for, milliseconds: a frame's time on its way is hardly less.</summary>
    public const int LeastMaxAgeMs = 50;

    /// <summary>Frames that wait for one viewer; a newer one takes the oldest's place. Default 2: what waits longer is old.</summary>
    [Range(1, 60)]
    public int QueueFrames { get; set; } = 2;

    /// <summary>Frames sent beyond the last ack of a viewer that acks; more where its round trip asks for it. Default 3.</summary>
    [Range(1, 60)]
    public int AckWindow { get; set; } = 3;

    /// <summary>A frame not acked within this time counts as painted. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A viewer whose socket takes nothing for this long is closed with 1013. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A silent viewer is pinged after this time. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A pinged viewer that stays silent this long is dropped. Default 60 s, longer than <see cref="StallTimeout"/>: a ping
    /// waits behind the frames that a stalled socket has not taken, and a stall is answered with 1013.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest text that is read, bytes. Default 8 KiB; a longer one is an error.</summary>
    [Range(256, 1024 * 1024)]
    public int MaxTextBytes { get; set; } = 8 * 1024;

    /// <summary>A longer message of any kind closes the socket with 1009. Bytes; default 64 KiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Errors in a row that close the socket with 1008. Default 10.</summary>
    [Range(1, 1000)]
    public int MaxStrikes { get; set; } = 10;

    /// <summary>
    /// The kernel's send buffer of a viewer's socket, bytes; 0 leaves it to the kernel, which lets megabytes of old frames
    /// pile up for a slow viewer. Default 256 KiB: one to three frames, or 20 Mbit/s at a round trip of 100 ms.
    /// </summary>
    [Range(0, 64 * 1024 * 1024)]
    public int SendBufferBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// A frame older than this, from capture, is dropped instead of sent. Milliseconds; default 500: what is older misleads more
    /// than it shows. A viewer may ask for less (<c>subscribe</c>, <c>max_age_ms</c>).
    /// </summary>
    [Range(LeastMaxAgeMs, 60_000)]
    public int MaxFrameAgeMs { get; set; } = 500;

    /// <summary>JPEG quality of the coarse tier, for links that carry fewer than 10 full frames a second. 1 to 100; default 40.</summary>
    [Range(1, 100)]
    public int CoarseJpegQuality { get; set; } = 40;

    /// <summary>JPEG quality of the small tier. 1 to 100; default 55: a small picture is enlarged on screen, its faults too.</summary>
    [Range(1, 100)]
    public int SmallJpegQuality { get; set; } = 55;

    /// <summary>Longest side of the small tier's pictures, pixels: halved until it fits. Default 640.</summary>
    [Range(64, 4096)]
    public int SmallLongSidePx { get; set; } = 640;

    /// <summary>What the tiers make of a picture.</summary>
    public TierPictures Tiers => new(CoarseJpegQuality / 100.0, SmallJpegQuality / 100.0, SmallLongSidePx);

    /// <summary>A viewer's report counts for this long. Default 5 s: five missed reports.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ReportLifetime { get; set; } = TimeSpan.FromSeconds(5);
}
