using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>The errors that a frame can fail with once it is decoded.</summary>
internal static class FrameErrors
{
    /// <summary>A fault of the server's; the log has the details.</summary>
    public static readonly ProtocolError Internal = new("internal", "The server could not process this frame.");

    /// <summary>The error of a JPEG that was not read.</summary>
    public static ProtocolError Of(JpegOutcome outcome, long maxPixels) => outcome switch
    {
        JpegOutcome.NotBaseline => new("not_baseline",
            "The JPEG is not baseline (SOF0) with 8 bits and 1 or 3 components; progressive and CMYK files are not accepted."),
        JpegOutcome.TooLarge => new("frame_too_large",
            $"The picture's sides must be 1 to 16384 pixels and its area at most {maxPixels} pixels (Ingest:MaxFramePixels)."),
        _ => new("not_decodable", "The binary message is not a JPEG, or its data is damaged or ends early."),
    };
}
