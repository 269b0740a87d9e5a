using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>The size of a JPEG that can be decoded to its end.</summary>
internal static class DecodedSize
{
    public static PixelSize Of(byte[] jpeg)
    {
        using var codec = new TurboFrameCodec();
        Assert.Equal(JpegOutcome.Ok, codec.Decode(jpeg, long.MaxValue));
        return codec.Size;
    }
}
