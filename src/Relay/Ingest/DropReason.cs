namespace RealtimeDetect.Relay.Ingest;

/// <summary>Why a frame was left out on purpose.</summary>
internal enum DropReason
{
    /// <summary>A newer frame of the same camera took its place before the pipeline was free.</summary>
    Replaced,

    /// <summary>The camera sent more frames a second than it may.</summary>
    RateLimited,

    /// <summary>The camera's H.264 decoder was behind: it goes on with the next key frame.</summary>
    DecoderBehind,

    /// <summary>A unit before it was left out or broken, and no key frame has come since.</summary>
    KeyMissing,

    /// <summary>The stream ended with the frame still waiting.</summary>
    StreamEnded,

    /// <summary>A newer frame took its place in a viewer's queue.</summary>
    ViewerQueueFull,

    /// <summary>A viewer asked for fewer frames a second.</summary>
    ViewerRate,

    /// <summary>A frame had become older than a viewer may be shown before it could be sent.</summary>
    Stale,
}
