namespace RealtimeDetect.Relay.StreamApi;

/// <summary>The picture sizes that a stream may be created with.</summary>
internal enum StreamQuality
{
    /// <summary>320p</summary>
    Low,

    /// <summary>480p</summary>
    Medium,

    /// <summary>720p</summary>
    High,
}
