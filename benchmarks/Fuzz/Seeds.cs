using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Micro;

namespace RealtimeDetect.Fuzz;

/// <summary>Good files to start from: pieces of real photos in every coding that the splice codec takes, and a few that it does not.</summary>
internal static unsafe class Seeds
{
    // Files of each kind.
    private const int PiecesPerCoding = 4;

    private static readonly JpegSubsampling[] Subsamplings =
        [JpegSubsampling.Yuv420, JpegSubsampling.Yuv422, JpegSubsampling.Yuv444, JpegSubsampling.Grey, JpegSubsampling.Yuv440];

    /// <summary>Makes the files from photos; the same ones for the same photos.</summary>
    public static List<byte[]> From(IEnumerable<string> photos)
    {
        var random = new Random(1);
        var seeds = new List<byte[]>();
        using var decoder = new TurboRgbCodec();
        foreach (string photo in photos)
        {
            decoder.Decode(File.ReadAllBytes(photo));
            foreach (JpegSubsampling subsampling in Subsamplings)
            {
                for (int piece = 0; piece < PiecesPerCoding; piece++)
                    seeds.Add(Piece(decoder, subsampling, piece, random));
            }
        }
        return seeds;
    }

    private static byte[] Piece(TurboRgbCodec photo, JpegSubsampling subsampling, int piece, Random random)
    {
        var size = new PixelSize(random.Next(1, 160), random.Next(1, 120));
        int left = random.Next(photo.Size.Width - size.Width), top = random.Next(photo.Size.Height - size.Height);
        var rgb = new byte[size.PixelCount * 3];
        for (int y = 0; y < size.Height; y++)
            photo.Rgb.Slice(3 * ((top + y) * photo.Size.Width + left), 3 * size.Width).CopyTo(rgb.AsSpan(3 * y * size.Width));
        return Encode(rgb, size, subsampling, random.Next(20, 100), piece == 1 ? random.Next(1, 12) : 0, piece == 2, random.Next(20) == 0);
    }

    private static byte[] Encode(
        byte[] rgb, PixelSize size, JpegSubsampling subsampling, int quality, int restart, bool isOptimised, bool isProgressive)
    {
        using TurboJpegHandle turbo = new(TurboJpegInit.Compress);
        turbo.Set(TurboJpegParameter.NoRealloc, 1);
        turbo.Set(TurboJpegParameter.Quality, quality);
        turbo.Set(TurboJpegParameter.Subsampling, (int)subsampling);
        turbo.Set(TurboJpegParameter.RestartBlocks, restart);
        turbo.Set(TurboJpegParameter.Optimise, isOptimised ? 1 : 0);
        turbo.Set(TurboJpegParameter.Progressive, isProgressive ? 1 : 0);
        var jpeg = new byte[1 << 18];
        nuint length = (nuint)jpeg.Length;
        fixed (byte* pixels = rgb, bytes = jpeg)
        {
            byte* pointer = bytes;
            if (TurboJpegNative.CompressPacked(turbo, pixels, size.Width, 0, size.Height, TurboJpegNative.PixelFormatRgb, &pointer, &length) != 0)
                throw turbo.Failure("write a seed");
        }
        return jpeg[..(int)length];
    }
}
