namespace RealtimeDetect.Inference.Imaging;

/// <summary>Which codec carries frames.</summary>
public enum FrameCodecKind
{
    /// <summary>Codes anew only what boxes and labels touch; files that it does not take go to libjpeg-turbo.</summary>
    Splice,

    /// <summary>Decodes and encodes the whole picture by libjpeg-turbo.</summary>
    Turbo,
}
