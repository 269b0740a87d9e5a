using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>JPEGs for the splice codec, written by libjpeg-turbo: any quality, subsampling, size and restart interval.</summary>
internal static unsafe class SourceJpeg
{
    /// <summary>Writes packed RGB as a JPEG.</summary>
    public static byte[] Of(
        byte[] rgb, PixelSize size, JpegSubsampling subsampling, int quality = 85, int restartBlocks = 0, bool isOptimised = false, bool isProgressive = false)
    {
        using TurboJpegHandle turbo = new(TurboJpegInit.Compress);
        turbo.Set(TurboJpegParameter.NoRealloc, 1);
        turbo.Set(TurboJpegParameter.Quality, quality);
        turbo.Set(TurboJpegParameter.Subsampling, (int)subsampling);
        turbo.Set(TurboJpegParameter.RestartBlocks, restartBlocks);
        turbo.Set(TurboJpegParameter.Optimise, isOptimised ? 1 : 0);
        turbo.Set(TurboJpegParameter.Progressive, isProgressive ? 1 : 0);
        // A small interval needs more room than TurboJPEG reckons with.
        var jpeg = new byte[(int)TurboJpegNative.MaxJpegBytes(size.Width, size.Height, subsampling) + 4 * (int)size.PixelCount];
        nuint length = (nuint)jpeg.Length;
        fixed (byte* pixels = rgb, bytes = jpeg)
        {
            byte* pointer = bytes;
            if (TurboJpegNative.CompressPacked(turbo, pixels, size.Width, 0, size.Height, TurboJpegNative.PixelFormatRgb, &pointer, &length) != 0)
                throw turbo.Failure("write a test picture");
        }
        return jpeg[..(int)length];
    }

    /// <summary>The file that a codec writes.</summary>
    public static byte[] Encode(IFrameCodec codec, int quality)
    {
        var writer = new ArrayBufferWriter<byte>();
        codec.Encode(quality, writer);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Size of any JPEG that libjpeg-turbo reads.</summary>
    public static PixelSize SizeOf(byte[] jpeg)
    {
        using TurboJpegHandle turbo = new(TurboJpegInit.Decompress);
        fixed (byte* bytes = jpeg)
        {
            if (TurboJpegNative.DecompressHeader(turbo, bytes, (nuint)jpeg.Length) != 0)
                throw turbo.Failure("read a header");
        }
        return new PixelSize(turbo.Get(TurboJpegParameter.JpegWidth), turbo.Get(TurboJpegParameter.JpegHeight));
    }

    /// <summary>A picture with soft shades, edges and noise, the same for the same seed.</summary>
    public static byte[] Scene(PixelSize size, int seed)
    {
        var random = new Random(seed);
        int tile = random.Next(5, 40), noise = random.Next(1, 40);
        byte[] rgb = TestPictures.Waves(size);
        for (int i = 0; i < size.PixelCount; i++)
        {
            int x = i % size.Width, y = i / size.Width, shade = (x / tile + y / tile) % 3 * 30 + random.Next(noise) - 30;
            for (int c = 0; c < 3; c++)
                rgb[3 * i + c] = (byte)Math.Clamp(rgb[3 * i + c] + shade * (c + 1) / 2, 0, 255);
        }
        return rgb;
    }

    /// <summary>Decodes to planes by libjpeg-turbo.</summary>
    public static YuvPlanes Planes(byte[] jpeg)
    {
        using var decoder = new PlaneDecoder();
        var planes = new YuvPlanes();
        JpegOutcome outcome = decoder.Decode(jpeg, long.MaxValue, planes);
        return outcome == JpegOutcome.Ok ? planes : throw new InvalidOperationException($"The test picture gave {outcome}.");
    }
}
