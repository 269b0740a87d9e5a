using RealtimeDetect.Inference.Imaging.Splice;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Makes the codec that a lane is to use.</summary>
public static class FrameCodecFactory
{
    /// <summary>Makes a codec; the caller disposes.</summary>
    /// <param name="kind">Which one.</param>
    /// <exception cref="DllNotFoundException">libturbojpeg is missing, which both need.</exception>
    public static IFrameCodec Create(FrameCodecKind kind) => kind == FrameCodecKind.Turbo ? new TurboFrameCodec() : new SpliceFrameCodec();
}
