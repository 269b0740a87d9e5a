using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>The network input from a reduced picture, against the one from libjpeg-turbo's whole planes.</summary>
public sealed class SpliceTensorTests : IDisposable
{
    private const double OneLevel = 1.0 / 255;

    private readonly SpliceFrameCodec _splice = new();
    private readonly TurboFrameCodec _turbo = new();

    public void Dispose()
    {
        _splice.Dispose();
        _turbo.Dispose();
    }

    // At full size the transforms differ by rounding: one level of luma, and one of each colour difference times up to 1.772.
    [Theory]
    [InlineData(640, 480, 640, JpegSubsampling.Yuv420)]
    [InlineData(333, 211, 320, JpegSubsampling.Yuv422)]
    [InlineData(97, 61, 320, JpegSubsampling.Yuv444)]
    [InlineData(97, 61, 320, JpegSubsampling.Grey)]
    [InlineData(17, 300, 160, JpegSubsampling.Yuv420)]
    public void FillInput_NotReduced_IsTurbos(int width, int height, int inferenceSize, JpegSubsampling subsampling)
    {
        (double largest, double mean) = Compare(Jpeg(width, height, subsampling), inferenceSize);

        Assert.InRange(largest, 0, 3 * OneLevel);
        Assert.InRange(mean, 0, 0.3 * OneLevel);
    }

    // Linear interpolation at half the size is the mean of two by two pixels, which the reduced transform gives too; it rounds
    // once where libjpeg-turbo rounds each pixel, and does not cut off pixels beyond black and white.
    [Theory]
    [InlineData(1280, 720, JpegSubsampling.Yuv420)]
    [InlineData(1280, 720, JpegSubsampling.Yuv444)]
    [InlineData(1280, 720, JpegSubsampling.Grey)]
    [InlineData(640, 1280, JpegSubsampling.Yuv420)]
    public void FillInput_Halved_IsTurbosButForRounding(int width, int height, JpegSubsampling subsampling)
    {
        (double largest, double mean) = Compare(Jpeg(width, height, subsampling), 640);

        Assert.InRange(largest, 0, 6 * OneLevel);
        Assert.InRange(mean, 0, 0.5 * OneLevel);
    }

    // 4:2:2 has colour halved across only; it is halved once more with luma, so an edge of colour is a pixel wider, and the
    // scene's noise in colour is spread over two.
    [Fact]
    public void FillInput_HalvedWithColourAcross_IsNearTurbos()
    {
        (double _, double mean) = Compare(Jpeg(1280, 720, JpegSubsampling.Yuv422), 640);

        Assert.InRange(mean, 0, 1.5 * OneLevel);
    }

    // Elsewhere linear interpolation looks at 4 of the 9, 16 or more pixels that an input pixel stands for, and the reduced
    // transform takes the mean of them: on smooth pictures the same, on noise less noisy.
    [Theory]
    [InlineData(1920, 1080, 640)]
    [InlineData(1280, 720, 480)]
    [InlineData(1280, 720, 320)]
    [InlineData(1280, 720, 160)]
    public void FillInput_SmoothPictureReducedFurther_IsNearTurbos(int width, int height, int inferenceSize)
    {
        byte[] jpeg = TestPictures.Jpeg(new PixelSize(width, height), JpegSubsampling.Yuv420, 95);

        (double largest, double mean) = Compare(jpeg, inferenceSize);

        Assert.InRange(largest, 0, 8 * OneLevel);
        Assert.InRange(mean, 0, 1.0 * OneLevel);
    }

    [Fact]
    public void FillInput_LargerThanAnnounced_IsAsIfItHadBeen()
    {
        byte[] jpeg = Jpeg(1280, 720, JpegSubsampling.Yuv420);
        float[] announced = Splice(jpeg, 640, 640), surprising = Splice(jpeg, 320, 640);

        Assert.Equal(announced, surprising);
    }

    private static byte[] Jpeg(int width, int height, JpegSubsampling subsampling)
    {
        var size = new PixelSize(width, height);
        return SourceJpeg.Of(SourceJpeg.Scene(size, 11), size, subsampling, 90);
    }

    private float[] Splice(byte[] jpeg, int announcedSize, int inferenceSize)
    {
        Assert.Equal(JpegOutcome.Ok, _splice.Decode(jpeg, long.MaxValue, announcedSize));
        Assert.True(_splice.IsSpliced);
        return Fill(_splice, inferenceSize);
    }

    private (double Largest, double Mean) Compare(byte[] jpeg, int inferenceSize)
    {
        float[] actual = Splice(jpeg, inferenceSize, inferenceSize);
        Assert.Equal(JpegOutcome.Ok, _turbo.Decode(jpeg, long.MaxValue));
        float[] expected = Fill(_turbo, inferenceSize);
        double[] differences = [.. expected.Zip(actual, (a, b) => Math.Abs((double)a - b))];
        return (differences.Max(), differences.Average());
    }

    private static float[] Fill(IFrameCodec codec, int inferenceSize)
    {
        Letterbox letterbox = Letterbox.Fit(codec.Size, inferenceSize);
        var input = new float[3 * letterbox.Input.PixelCount];
        codec.FillInput(letterbox, input);
        return input;
    }
}
