using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Pairs each metadata text with the binary that follows it, and says what is wrong where they do not pair.</summary>
/// <remarks><b>Threading:</b> one receive loop.</remarks>
internal sealed class FramePairReader(IngestOptions options)
{
    private CameraMessage? _pending;
    private bool _discardNextBinary;
    private long _lastNumber = -1;

    /// <summary>Takes a text that may be metadata; what is wrong with it, or with the metadata before it, is answered.</summary>
    /// <returns>How many errors there are, and the last one's text.</returns>
    public PairErrors OnText(in CameraMessage message)
    {
        if (message.Kind is not (CameraMessageKind.Metadata or CameraMessageKind.Malformed))
            return PairErrors.None;
        ProtocolError? orphan = _pending is { } before ? Orphan(before) : null;
        bool malformed = message.Kind == CameraMessageKind.Malformed;
        _pending = malformed ? null : message;
        _discardNextBinary = malformed;
        return new PairErrors(orphan, malformed ? Malformed() : null);
    }

    /// <summary>Takes a binary of a length.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="metadata">The metadata that it completes.</param>
    /// <param name="error">What is wrong with it, if anything; with metadata, the pair counts as received and failed.</param>
    /// <returns>True if the pair was received.</returns>
    public bool OnBinary(long length, out CameraMessage metadata, out ProtocolError? error)
    {
        metadata = _pending ?? default;
        error = null;
        if (_pending is null)
        {
            if (!_discardNextBinary)
                error = new("frame_without_metadata", "A binary message came without a frame_metadata text before it.");
            _discardNextBinary = false;
            return false;
        }
        _pending = null;
        error = Check(metadata.FrameNumber, length);
        _lastNumber = Math.Max(_lastNumber, metadata.FrameNumber);
        return true;
    }

    private ProtocolError? Check(long number, long length)
    {
        if (number <= _lastNumber)
            return new("frame_number", $"frameNumber {number} is not greater than {_lastNumber}, which this socket sent before.");
        return length > options.MaxFrameBytes
            ? new("frame_too_large", $"The frame has {length} bytes; at most {options.MaxFrameBytes} are accepted (Ingest:MaxFrameBytes).")
            : null;
    }

    private static ProtocolError Orphan(in CameraMessage metadata) => new(
        "metadata_without_frame", $"The metadata of frame {metadata.FrameNumber} was followed by other metadata instead of its JPEG.");

    private ProtocolError Malformed() => new(
        "malformed_metadata",
        $"A text must be a JSON object of at most {options.MaxMetadataBytes} bytes, and frame_metadata needs an integer frameNumber "
        + "from 0 to 9007199254740991 and a timestamp from 0 to 1e14; its binary is discarded.");
}
