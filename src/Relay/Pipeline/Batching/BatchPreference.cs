namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>Whether frames of several cameras share a run of the network.</summary>
internal enum BatchPreference
{
    /// <summary>On a GPU.</summary>
    Auto,

    /// <summary>On a GPU and on the CPU, where it has no use but to be tried.</summary>
    Always,

    /// <summary>One frame a run.</summary>
    Never,
}
