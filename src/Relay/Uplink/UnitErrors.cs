using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>What a camera is told about access units that cannot be used.</summary>
internal static class UnitErrors
{
    /// <summary>Code by which a camera knows that it is to send JPEG.</summary>
    public const string UnavailableCode = "h264_unavailable";

    /// <summary>A delta came before any key frame.</summary>
    public static readonly ProtocolError NoKey = new(
        "key_missing", "An H.264 stream begins with a key frame: an IDR picture with its parameter sets.");

    /// <summary>The size changed without a key frame.</summary>
    public static readonly ProtocolError ChangedWithoutKey = new(
        "key_missing", "The picture's size or colours changed in a unit that is no key frame.");

    /// <summary>The decoder gave up at a unit, or owed its frame for too long.</summary>
    public static readonly ProtocolError NotDecoded = new("not_decodable", "The access unit could not be decoded.");

    /// <summary>The error of a fault; null for none.</summary>
    public static ProtocolError? Of(UnitFault fault, long maxPixels) => fault switch
    {
        UnitFault.None => null,
        UnitFault.NotSupported => new("h264_profile", "Only progressive H.264 of 8 bits and 4:2:0 is read, of one size at a time."),
        UnitFault.TooLarge => new("frame_too_large", $"At most {maxPixels} pixels are accepted (Ingest:MaxFramePixels)."),
        _ => new("not_decodable", "The binary is no H.264 access unit in Annex B with a picture in it."),
    };

    /// <summary>This camera is to send JPEG.</summary>
    /// <param name="reason">Why, one sentence.</param>
    public static ProtocolError Unavailable(string reason) => new(UnavailableCode, $"H.264 is not taken: {reason}");
}
