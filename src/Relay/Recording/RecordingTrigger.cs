namespace RealtimeDetect.Relay.Recording;

/// <summary>Why a recording was made.</summary>
internal enum RecordingTrigger
{
    /// <summary>Somebody asked for it.</summary>
    OnDemand,

    /// <summary>The stream is always recorded.</summary>
    Always,

    /// <summary>A class was seen.</summary>
    Class,

    /// <summary>Somebody saved what was there already.</summary>
    Last,

    /// <summary>It was found without its entry in the index.</summary>
    Found,
}
