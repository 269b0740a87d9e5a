using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Reads a camera's text messages without allocating.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Errors:</b> what does not fit the contract is <see cref="CameraMessageKind.Malformed"/>.</remarks>
internal static class CameraMessageParser
{
    /// <summary>Largest integer that a double and so every JSON reader holds exactly: 2^53-1.</summary>
    private const double MaxFrameNumber = 9007199254740991;

    /// <summary>Latest timestamp accepted, Unix milliseconds: the year 5138.</summary>
    private const double MaxTimestamp = 1e14;

    /// <summary>Reads one message.</summary>
    /// <param name="utf8">The whole text.</param>
    public static CameraMessage Parse(ReadOnlySpan<byte> utf8)
    {
        if (!JsonFields.TryRead(utf8, out JsonFields fields))
            return new CameraMessage(CameraMessageKind.Malformed);
        return fields.Type switch
        {
            // A missing or wrong "type" is one of the "other fields" that metadata may lack.
            MessageType.FrameMetadata or MessageType.None => Metadata(fields),
            MessageType.ClockPing when fields.T0 is { } t0 => new(CameraMessageKind.ClockPing, T0: t0, Clock: ClockReading.Of(fields)),
            _ => new(CameraMessageKind.Ignored),
        };
    }

    private static CameraMessage Metadata(in JsonFields fields) =>
        fields.FrameNumber is { } number and >= 0 and <= MaxFrameNumber && number == Math.Floor(number)
        && fields.Timestamp is { } timestamp and >= 0 and <= MaxTimestamp
            ? new(CameraMessageKind.Metadata, (long)number, timestamp, Times: CameraTimes.Of(fields, timestamp), IsH264: fields.FormatIsH264 == true)
            : new(CameraMessageKind.Malformed);
}
