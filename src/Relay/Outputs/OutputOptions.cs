using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>The outputs over plain HTTP: MJPEG, events, snapshots. Queues and stalls are those of <see cref="Viewers.ViewerOptions"/>.</summary>
internal sealed class OutputOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Outputs";

    /// <summary>An event stream says something at least this often, so that a proxy keeps it. Default 15 s: proxies give up after 30 to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often MJPEG repeats the picture that says that the camera is away. Default 10 s: players give up after some 30 s without a picture.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PlaceholderInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a snapshot may wait for the camera's next frame; then it answers 503. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SnapshotWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A frame older than this is no snapshot any more: the next one is awaited. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan SnapshotMaxAge { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A stream's newest frame is held for this long after the last snapshot, so that the next one need not wait. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SnapshotKeep { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a browser may answer an address with <c>?t=</c> from its cache. Default 60 s; 0 forbids it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SnapshotCache { get; set; } = TimeSpan.FromSeconds(60);
}
