using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>A colour for every class, always the same one, and black or white for the text on it.</summary>
internal static class ColorPalette
{
    /// <summary>Black text, outlines.</summary>
    public static readonly YuvColour Black = YuvColour.FromRgb(0, 0, 0);

    /// <summary>White text.</summary>
    public static readonly YuvColour White = YuvColour.FromRgb(255, 255, 255);

    // 24 colours, ordered so that neighbours in a class list differ in hue and lightness.
    private static readonly int[] Rgb =
    [
        0xFF3B30, 0x1E90FF, 0x32D74B, 0xFFD60A, 0xBF5AF2, 0x00C7BE, 0xFF9500, 0xFF5FA2,
        0x0047AB, 0xA4DE02, 0x8B4513, 0x64D2FF, 0xB00020, 0x00843D, 0xD7B4FF, 0xE0A458,
        0x5E35B1, 0x00FFC6, 0xFF00C8, 0x708238, 0x3F6E8C, 0xFFB3AB, 0x2EE6E6, 0xC71585,
    ];

    private static readonly YuvColour[] Colours = [.. Rgb.Select(ToYuv)];
    private static readonly bool[] WantsBlackText = [.. Rgb.Select(IsLight)];

    /// <summary>Number of different colours; classes beyond it start again.</summary>
    public static int Count => Rgb.Length;

    /// <summary>The colour of a class; any number is fine.</summary>
    public static YuvColour Of(int classId) => Colours[IndexOf(classId)];

    /// <summary>Black or white, whichever stands out more from the class's colour.</summary>
    public static YuvColour TextOn(int classId) => WantsBlackText[IndexOf(classId)] ? Black : White;

    /// <summary>The colour of a class as 0xRRGGBB.</summary>
    public static int RgbOf(int classId) => Rgb[IndexOf(classId)];

    private static int IndexOf(int classId) => (int)((uint)classId % (uint)Rgb.Length);

    private static YuvColour ToYuv(int rgb) => YuvColour.FromRgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    // Black's contrast ratio beats white's where (L + 0.05) / 0.05 > 1.05 / (L + 0.05) (WCAG 2).
    private static bool IsLight(int rgb)
    {
        double luminance = 0.2126 * Linear(rgb >> 16) + 0.7152 * Linear(rgb >> 8) + 0.0722 * Linear(rgb);
        return (luminance + 0.05) * (luminance + 0.05) > 0.05 * 1.05;
    }

    private static double Linear(int channel)
    {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
