namespace RealtimeDetect.Relay.Tracking;

/// <summary>Whether frames that the detector has no time for are published with carried boxes.</summary>
internal enum TrackingMode
{
    /// <summary>Where the camera is clearly faster than the detector, and carrying costs little beside it.</summary>
    Auto,

    /// <summary>Whenever the detector is busy.</summary>
    On,

    /// <summary>Never, and no track ids are given.</summary>
    Off,
}
