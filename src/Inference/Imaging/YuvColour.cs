namespace RealtimeDetect.Inference.Imaging;

/// <summary>A colour as JFIF full-range luma and colour differences.</summary>
/// <param name="Y">Brightness.</param>
/// <param name="Cb">Blue difference; 128 is none.</param>
/// <param name="Cr">Red difference; 128 is none.</param>
internal readonly record struct YuvColour(byte Y, byte Cb, byte Cr)
{
    // JFIF's matrix (ITU-R BT.601) in 16-bit fixed point, with a half for rounding.
    private const int Half = 1 << 15, Centre = 128 << 16;

    /// <summary>Converts from RGB.</summary>
    public static YuvColour FromRgb(byte r, byte g, byte b) => new(
        (byte)((19595 * r + 38470 * g + 7471 * b + Half) >> 16),
        (byte)Math.Min(255, (-11059 * r - 21709 * g + 32768 * b + Centre + Half) >> 16),
        (byte)Math.Min(255, (32768 * r - 27439 * g - 5329 * b + Centre + Half) >> 16));
}
