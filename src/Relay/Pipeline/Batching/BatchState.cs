namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>Where a batch is in its round.</summary>
internal enum BatchState
{
    /// <summary>Nobody uses it.</summary>
    Free,

    /// <summary>Places are given out.</summary>
    Open,

    /// <summary>No further place is given out; the last ones are being filled.</summary>
    Closed,

    /// <summary>The network runs.</summary>
    Running,

    /// <summary>Detections are being read.</summary>
    Done,
}
