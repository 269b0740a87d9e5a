namespace RealtimeDetect.Relay.Ingest;

/// <summary>What became of a received frame; every one ends in exactly one of these.</summary>
internal enum FrameOutcome
{
    /// <summary>Published.</summary>
    Processed,

    /// <summary>Left out on purpose, see <see cref="DropReason"/>.</summary>
    Dropped,

    /// <summary>Not usable; an error told the camera why.</summary>
    Failed,
}
