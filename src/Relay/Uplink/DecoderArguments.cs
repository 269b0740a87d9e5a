using System.Globalization;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Builds ffmpeg's command line: one access unit in, one JPEG out, nothing held back, nothing else opened.</summary>
/// <remarks>
/// Units come as Matroska and JPEGs leave as SMJPEG, since both tell a frame's length and time before it. The first fault ends the run: what
/// a decoder makes of a broken unit, and of those after it, is no picture.
/// </remarks>
internal static class DecoderArguments
{
    /// <summary>A camera's decoder.</summary>
    /// <param name="sequence">What its stream says of its pictures.</param>
    /// <param name="options">Quality.</param>
    /// <param name="maxPixels">Most pixels of a picture.</param>
    public static IReadOnlyList<string> Stream(in SequenceParameters sequence, UplinkOptions options, long maxPixels) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostdin", "-xerror",
        "-protocol_whitelist", "pipe", "-format_whitelist", "matroska", "-codec_whitelist", "h264",
        // Twice the limit: this is the second lock, behind the one on the parameter sets, and decoded pictures have margins.
        "-max_pixels", (2 * maxPixels).ToString(CultureInfo.InvariantCulture),
        "-flags", "low_delay", "-err_detect", "explode", "-threads", "1",
        "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "matroska", "-i", "pipe:0",
        "-an", "-vf", ToJpegColours(sequence), "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
        // Full range in yuv420p is "unofficial" for an encoder of JPEG that has a name of its own for it.
        "-c:v", "mjpeg", "-strict", "unofficial", "-huffman", "default", "-threads", "1",
        "-q:v", options.JpegScale.ToString(CultureInfo.InvariantCulture),
        "-flush_packets", "1", "-f", "smjpeg", "pipe:1",
    ];

    // JFIF: BT.601 in full range. Primaries and transfer are named alike on both sides, so that only matrix and range are converted.
    private static string ToJpegColours(in SequenceParameters sequence) => sequence is { IsFullRange: true, IsBt709: false }
        ? "null"
        : $"colorspace=ispace={(sequence.IsBt709 ? "bt709" : "bt470bg")}:irange={(sequence.IsFullRange ? "pc" : "tv")}"
            + ":iprimaries=bt709:itrc=bt709:space=bt470bg:range=pc:primaries=bt709:trc=bt709:format=yuv420p:fast=1";
}
