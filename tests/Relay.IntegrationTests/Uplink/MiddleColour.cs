using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;

namespace RealtimeDetect.Relay.IntegrationTests.Uplink;

/// <summary>The colour that a JPEG has in its middle, as the network would see it.</summary>
internal static class MiddleColour
{
    private const int InferenceSize = 320;

    /// <summary>Red, green and blue, 0 to 255; the JPEG must be one whose untouched bits are kept.</summary>
    public static (int Red, int Green, int Blue) Of(byte[] jpeg)
    {
        using var codec = new SpliceFrameCodec();
        Assert.Equal(JpegOutcome.Ok, codec.Decode(jpeg, long.MaxValue, InferenceSize));
        Assert.True(codec.IsSpliced);
        Letterbox letterbox = Letterbox.Fit(codec.Size, InferenceSize);
        int plane = letterbox.Input.Width * letterbox.Input.Height, middle = plane / 2 + letterbox.Input.Width / 2;
        float[] input = new float[3 * plane];
        codec.FillInput(letterbox, input);
        return (ToByte(input[middle]), ToByte(input[plane + middle]), ToByte(input[2 * plane + middle]));
    }

    private static int ToByte(float value) => (int)MathF.Round(value * 255);
}
