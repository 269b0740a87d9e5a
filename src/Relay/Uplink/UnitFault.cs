namespace RealtimeDetect.Relay.Uplink;

/// <summary>What is wrong with an access unit, as far as its headers tell.</summary>
internal enum UnitFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is no access unit in Annex B, or its parameter sets make no sense.</summary>
    NotDecodable,

    /// <summary>It is H.264 of a kind that is not taken: not 8 bits, not 4:2:0, or interlaced.</summary>
    NotSupported,

    /// <summary>Its pictures are larger than frames may be.</summary>
    TooLarge,
}
