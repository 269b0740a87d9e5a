using System.Globalization;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>Builds ffmpeg's command lines: one JPEG in, one access unit out, nothing held back.</summary>
/// <remarks>
/// Frames come as Matroska, which tells their length and time, so that none waits for the next one's start; units leave as FLV for the
/// same reason. A forced key frame is asked for by an odd time in milliseconds: the only thing that reaches a running ffmpeg is the frames.
/// </remarks>
internal static class EncoderArguments
{
    /// <summary>The encoders that are tried, best first.</summary>
    public static readonly string[] Candidates = ["h264_nvenc", "h264_qsv", "libx264"];

    /// <summary>A stream's encoder.</summary>
    /// <param name="encoder">ffmpeg's name of it.</param>
    /// <param name="picture">What it makes of the pictures.</param>
    /// <param name="options">Key frames.</param>
    public static IReadOnlyList<string> Stream(string encoder, UnitPicture picture, H264Options options) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostdin",
        "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-threads", "1", "-f", "matroska", "-i", "pipe:0",
        "-an", "-vf", Filter(picture), "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
        "-force_key_frames", "expr:mod(round(t*1000),2)", .. Encoding(encoder, picture.Quality, options), "-level", LevelOf(picture.Size),
        "-flush_packets", "1", "-flvflags", "no_duration_filesize", "-f", "flv", "pipe:1",
    ];

    /// <summary>A few frames of a test picture, to see whether an encoder works with these very settings.</summary>
    public static IReadOnlyList<string> Probe(string encoder, H264Options options) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-frames:v", "3",
        .. Encoding(encoder, options.Quality, options), "-f", "null", "-",
    ];

    private static string Filter(UnitPicture picture) => picture.IsScaled
        ? $"scale={picture.Size.Width}:{picture.Size.Height}:flags=area"
        : $"crop={picture.Size.Width}:{picture.Size.Height}:0:0";

    // Said, since the encoder would guess it from a rate of one frame a millisecond, and browsers ask it of their decoders:
    // table A-1 of H.264 for 60 frames a second.
    private static string LevelOf(PixelSize size) => size.PixelCount switch
    {
        <= 1280 * 720 => "3.2",
        <= 2048 * 1088 => "4.2",
        <= 4096 * 2304 => "5.2",
        _ => "6.2",
    };

    private static string[] Encoding(string encoder, int constantQuality, H264Options options)
    {
        string quality = constantQuality.ToString(CultureInfo.InvariantCulture);
        string[] common = ["-c:v", encoder, "-g", options.KeyFrameInterval.ToString(CultureInfo.InvariantCulture), "-bf", "0"];
        return encoder switch
        {
            "h264_nvenc" =>
                [.. common, "-pix_fmt", "yuv420p", "-preset", "p3", "-tune", "ull", "-zerolatency", "1", "-delay", "0", "-forced-idr", "1", "-rc", "vbr", "-cq", quality],
            "h264_qsv" =>
                [.. common, "-pix_fmt", "nv12", "-preset", "veryfast", "-async_depth", "1", "-forced_idr", "1", "-global_quality", quality],
            // JPEG's full range is kept: converting it would cost a pass over every picture. The preset takes two thirds of the time of the
            // next slower one, for an eighth more bytes at the same SSIM (the pedestrians at 720p): what waits less for a core is late less.
            _ =>
                [.. common, "-pix_fmt", "yuvj420p", "-preset", "veryfast", "-tune", "ssim,zerolatency", "-crf", quality, "-x264-params", "scenecut=0"],
        };
    }
}
