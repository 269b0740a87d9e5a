using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>Makes pictures that say something instead of showing it: a few lines of text, centred on a dark ground.</summary>
public static class NoticePicture
{
    // Of the shorter side: 26 px capitals at 720p.
    private const float CapHeightShare = 0.036f;

    // Pixels: below, text cannot be read; above, it shouts.
    private const int MinCapHeightPx = 7, MaxCapHeightPx = 96;

    // Of a capital's height: from one line's baseline to the next.
    private const float LineShare = 2.2f;

    // Of the picture's width: what a line may fill.
    private const float WidthShare = 0.92f;

    // Large even areas and few edges: artefacts would show, and cost little to avoid.
    private const int JpegQuality = 88;

    // Near black, and a soft white that does not glare.
    private static readonly byte[] Ground = [10, 15, 20], Ink = [231, 237, 242];

    /// <summary>Writes the picture as a baseline JPEG.</summary>
    /// <param name="size">Width and height; both from 1 to 16384.</param>
    /// <param name="lines">Printable ASCII; text that does not fit is drawn smaller, and cut at the picture's edge at last.</param>
    /// <param name="destination">Receives the whole file.</param>
    public static void Encode(PixelSize size, IReadOnlyList<string> lines, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(lines);
        int bytes = checked((int)(size.PixelCount * 3));
        byte[] rgb = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            Fill(rgb.AsSpan(0, bytes));
            GlyphAtlas atlas = AtlasFor(size, lines);
            float line = atlas.CapHeightPx * LineShare;
            float baseline = (size.Height + atlas.CapHeightPx - line * (lines.Count - 1)) / 2;
            for (int i = 0; i < lines.Count; i++)
                DrawLine(rgb, size, atlas, lines[i], (int)(baseline + i * line) - atlas.BaselineRow);
            using var encoder = new RgbJpegEncoder();
            encoder.Encode(rgb.AsSpan(0, bytes), size, JpegQuality, JpegSubsampling.Yuv420, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgb);
        }
    }

    private static void Fill(Span<byte> rgb)
    {
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = Ground[i % 3];
    }

    private static GlyphAtlas AtlasFor(PixelSize size, IReadOnlyList<string> lines)
    {
        int capHeight = (int)MathF.Round(Math.Min(size.Width, size.Height) * CapHeightShare);
        var atlas = new GlyphAtlas(Math.Clamp(capHeight, MinCapHeightPx, MaxCapHeightPx));
        int widest = lines.Max(line => atlas.Measure(line));
        if (widest <= size.Width * WidthShare)
            return atlas;
        int fitting = (int)(atlas.CapHeightPx * size.Width * WidthShare / widest);
        return new GlyphAtlas(Math.Clamp(fitting, MinCapHeightPx, MaxCapHeightPx));
    }

    private static void DrawLine(byte[] rgb, PixelSize size, GlyphAtlas atlas, string text, int top)
    {
        int left = (size.Width - atlas.Measure(text)) / 2;
        foreach (char character in text)
        {
            GlyphMask mask = atlas[character];
            Blend(rgb, size, mask, left, top, atlas.Height);
            left += mask.Width + atlas.SpacingPx;
        }
    }

    private static void Blend(byte[] rgb, PixelSize size, GlyphMask mask, int left, int top, int rows)
    {
        int firstX = Math.Max(0, -left), lastX = Math.Min(mask.Width, size.Width - left);
        for (int y = Math.Max(0, -top); y < Math.Min(rows, size.Height - top); y++)
        {
            ReadOnlySpan<byte> coverage = mask.Row(y);
            for (int x = firstX; x < lastX; x++)
            {
                int at = (((top + y) * size.Width) + left + x) * 3;
                for (int channel = 0; channel < 3; channel++)
                    rgb[at + channel] = (byte)(rgb[at + channel] + ((Ink[channel] - rgb[at + channel]) * coverage[x] / 255));
            }
        }
    }
}
