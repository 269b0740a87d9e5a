namespace RealtimeDetect.Relay.StreamApi;

/// <summary>What became of a wish for a stream.</summary>
internal enum CreateOutcome
{
    /// <summary>It is there.</summary>
    Created,

    /// <summary>Its id is in use.</summary>
    Taken,

    /// <summary>There are too many.</summary>
    TooMany,
}
