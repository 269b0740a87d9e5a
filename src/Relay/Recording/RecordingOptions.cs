using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Recording of streams: when, where and for how long it is kept.</summary>
internal sealed class RecordingOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Recording";

    /// <summary>When streams are recorded. Default <c>OnDemand</c>.</summary>
    public RecordingMode Mode { get; set; } = RecordingMode.OnDemand;

    /// <summary>The mode of single streams, by token, where it is another. Default none.</summary>
    public IDictionary<string, RecordingMode> Streams { get; } = new Dictionary<string, RecordingMode>();

    /// <summary>Names of the classes that start a recording in mode <c>Class</c>. Default none.</summary>
    public IList<string> Classes { get; } = [];

    /// <summary>What of the time before a class was seen is recorded too, as far as it is held (<see cref="BufferLength"/>). Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan PreRoll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long recording goes on after a class was last seen. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PostRoll { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the last seconds of every live stream are held ready to be saved. Default false: each stream then has an encoder at work.</summary>
    public bool Buffer { get; set; }

    /// <summary>How much is held ready. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan BufferLength { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most bytes held ready for a stream, whatever the length. Default 32 MiB: 30 s at 8 Mbit/s.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int BufferMaxBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Where recordings are kept. Default <c>realtimedetect/recordings</c> in the user's data directory.</summary>
    public string? Directory { get; set; }

    /// <summary>A recording that goes on begins a new file after this time. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan SegmentLength { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between key frames, where a player can begin, and between writes. Default 2 s: as much is lost when the server dies.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan KeyInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Frames that wait for the disk; beyond them frames are left out of the recording. Default 300: 10 s of a slow disk.</summary>
    [Range(10, 10_000)]
    public int QueueFrames { get; set; } = 300;

    /// <summary>A camera that sends nothing for this long ends the file; the next frame begins another. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan MaxGap { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Recordings older than this are deleted. Default 30 days; 0 keeps them.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Most bytes of all recordings; beyond, the oldest are deleted. Default 20 GiB; 0 is no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Recording stops where less than this is free on the disk. Bytes; default 1 GiB.</summary>
    [Range(0, long.MaxValue)]
    public long MinFreeBytes { get; set; } = 1024 * 1024 * 1024;
}
