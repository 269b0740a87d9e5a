using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>Track ids, and detections between detections.</summary>
internal sealed class TrackingOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Tracking";

    /// <summary>
    /// Whether frames that the detector has no time for are published with the newest detections, moved to where their objects
    /// are expected. Default <c>Auto</c>: where the camera is clearly faster than the detector and the codec costs little
    /// beside it. <c>On</c>: whenever the detector is busy. <c>Off</c>: never, and no track ids either.
    /// </summary>
    public TrackingMode Mode { get; set; } = TrackingMode.Auto;

    /// <summary>Oldest detections that are carried, milliseconds before the frame. Default 500: a walker has gone less than a metre.</summary>
    [Range(20, 10_000)]
    public int MaxCarryMs { get; set; } = 500;
}
