using System.Buffers;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Demo;

namespace RealtimeDetect.Load;

/// <summary>JPEGs to send, encoded beforehand from the demo scene, grain included.</summary>
internal static class TestFrames
{
    /// <summary>Different frames, so that nothing is answered from a cache.</summary>
    private const int Count = 30;

    private const int Quality = 85;

    /// <summary>Makes the frames.</summary>
    public static IReadOnlyList<byte[]> Make(PixelSize size)
    {
        var scene = new DemoScene(size, seed: 3);
        byte[] rgb = new byte[size.PixelCount * 3];
        using var encoder = new RgbJpegEncoder();
        var frames = new List<byte[]>(Count);
        for (int i = 0; i < Count; i++)
        {
            scene.Render(TimeSpan.FromSeconds(i / 30.0), rgb);
            var jpeg = new ArrayBufferWriter<byte>();
            encoder.Encode(rgb, size, Quality, JpegSubsampling.Yuv420, jpeg);
            frames.Add(jpeg.WrittenSpan.ToArray());
        }
        return frames;
    }
}
