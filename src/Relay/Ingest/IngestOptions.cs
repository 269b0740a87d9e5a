using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Limits of a camera's socket.</summary>
internal sealed class IngestOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Ingest";

    /// <summary>Largest JPEG, bytes. Default 10 MiB: a 16-megapixel photo at high quality fits. Larger frames fail.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxFrameBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Most pixels of a frame, read from the JPEG header before decoding. Default 16 megapixels: 48 MB decoded.</summary>
    [Range(1, 16384L * 16384L)]
    public long MaxFramePixels { get; set; } = 16_000_000;

    /// <summary>Largest metadata text, bytes. Default 8 KiB: fifty times what the page sends.</summary>
    [Range(256, 1024 * 1024)]
    public int MaxMetadataBytes { get; set; } = 8 * 1024;

    /// <summary>A longer message of any kind closes the socket with 1009. Bytes; default 16 MiB; at least <see cref="MaxFrameBytes"/>.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most frames a second that one camera is read at; more are dropped. Default 240: twice the fastest phone.</summary>
    [Range(1, 10_000)]
    public int MaxFramesPerSecond { get; set; } = 240;

    /// <summary>Errors in a row, without a processed frame between, that close the socket with 1008. Default 10.</summary>
    [Range(1, 1000)]
    public int MaxStrikes { get; set; } = 10;

    /// <summary>Frames that a camera may have unacked. Default 0: one more than the inference lanes, 2 to 4, so that none of them waits for the network.</summary>
    [Range(0, 16)]
    public int Window { get; set; }

    /// <summary>A silent camera is pinged after this time. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A pinged camera that stays silent this long is dropped. Default 5 s: dead links end within 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
