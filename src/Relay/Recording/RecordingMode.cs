namespace RealtimeDetect.Relay.Recording;

/// <summary>When a stream is recorded.</summary>
internal enum RecordingMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>While somebody wants it.</summary>
    OnDemand,

    /// <summary>While its camera is there.</summary>
    Always,

    /// <summary>While one of the named classes is seen, and on demand.</summary>
    Class,
}
