using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.H264;

/// <summary>H.264 for viewers, encoded by ffmpeg.</summary>
internal sealed class H264Options
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "H264";

    /// <summary>Whether viewers are offered H.264 where ffmpeg can encode it. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The ffmpeg program: a path, or a name on the search path. Default <c>ffmpeg</c>.</summary>
    [Required]
    public string FfmpegPath { get; set; } = "ffmpeg";

    /// <summary>Encoder: <c>h264_nvenc</c>, <c>h264_qsv</c>, <c>libx264</c>, or <c>auto</c> for the first of them that works. Default <c>auto</c>.</summary>
    [AllowedValues("auto", "h264_nvenc", "h264_qsv", "libx264")]
    public string Encoder { get; set; } = "auto";

    /// <summary>Constant quality, 0 (best) to 51, on x264's scale. Default 23: SSIM 0.96 against the JPEG of a moving street at a tenth of its bytes.</summary>
    [Range(0, 51)]
    public int Quality { get; set; } = 23;

    /// <summary>The same for viewers whose link carries no more, at the same size. Default 30: about a third of the bytes.</summary>
    [Range(0, 51)]
    public int CoarseQuality { get; set; } = 30;

    /// <summary>The same for viewers whose link carries still less, at the size of <c>Viewers:SmallLongSidePx</c>. Default 26: about a fifth of the bytes.</summary>
    [Range(0, 51)]
    public int SmallQuality { get; set; } = 26;

    /// <summary>A key frame at least every so many frames; others come when a viewer needs one. Default 300.</summary>
    [Range(1, 10_000)]
    public int KeyFrameInterval { get; set; } = 300;

    /// <summary>Forced key frames of a stream are at least this far apart, however many viewers join. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10")]
    public TimeSpan MinKeyFrameDistance { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Access units that wait for one viewer; a further one drops them all, and it goes on with a key frame. Default 8.</summary>
    [Range(1, 120)]
    public int QueueUnits { get; set; } = 8;

    /// <summary>An encoder that owes a frame for this long is killed and started anew. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Encoders at a time, one for each stream and tier; further viewers get JPEG. Default 4: each takes a good part of a core at 720p.</summary>
    [Range(1, 1000)]
    public int MaxEncoders { get; set; } = 4;
}
