using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>H.264 from cameras, decoded by ffmpeg (<c>H264:FfmpegPath</c>).</summary>
internal sealed class UplinkOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Uplink";

    /// <summary>Whether cameras may send H.264 where ffmpeg can decode it. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Cameras that may send H.264 at a time; further ones are told to send JPEG. Default 8: each takes a tenth of a core at 720p.</summary>
    [Range(1, 1000)]
    public int MaxDecoders { get; set; } = 8;

    /// <summary>Access units that wait for one decoder; a further one drops them all, up to the next key frame. Default 8.</summary>
    [Range(1, 120)]
    public int QueueUnits { get; set; } = 8;

    /// <summary>A unit that has waited for its decoder this long is dropped, with all up to the next key frame. Default 300 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A camera is asked for a key frame no more often than this. Default 500 ms: longer than a round trip on a phone's link.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan KeyRequestInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A decoder that owes a frame for this long is killed and started anew. Default 2 s: what waits meanwhile is dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Quality of the JPEG that a decoded frame becomes, 2 (best) to 31, on ffmpeg's scale. Default 3: no visible loss.</summary>
    [Range(2, 31)]
    public int JpegScale { get; set; } = 3;
}
