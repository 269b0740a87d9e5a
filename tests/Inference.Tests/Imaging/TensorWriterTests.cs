using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class TensorWriterTests : IDisposable
{
    private const double OneLevel = 1.0 / 255;
    private readonly YuvPlanes _planes = new();
    private readonly TensorWriter _writer = new();

    public void Dispose()
    {
        _planes.Dispose();
        _writer.Dispose();
    }

    [Theory]
    [InlineData(1280, 720, 640, JpegSubsampling.Yuv420)] // exactly a half: no gathers
    [InlineData(1280, 720, 416, JpegSubsampling.Yuv420)]
    [InlineData(810, 1080, 640, JpegSubsampling.Yuv420)]
    [InlineData(640, 480, 640, JpegSubsampling.Yuv422)] // one to one
    [InlineData(97, 61, 320, JpegSubsampling.Yuv420)] // enlarged, odd
    [InlineData(97, 61, 320, JpegSubsampling.Yuv411)]
    [InlineData(333, 211, 320, JpegSubsampling.Yuv441)]
    [InlineData(333, 211, 320, JpegSubsampling.Yuv440)]
    [InlineData(333, 211, 320, JpegSubsampling.Yuv444)]
    [InlineData(333, 211, 320, JpegSubsampling.Grey)]
    [InlineData(3, 400, 320, JpegSubsampling.Yuv420)] // narrower than a vector
    [InlineData(1, 1, 320, JpegSubsampling.Yuv420)]
    public void Fill_NoiseInPlanes_EqualsExactInterpolation(int width, int height, int inferenceSize, JpegSubsampling subsampling)
    {
        _planes.Resize(new PixelSize(width, height), subsampling);
        var random = new Random(3);
        foreach (YuvPlane plane in (YuvPlane[])[_planes.Luma, _planes.Cb, _planes.Cr])
        {
            for (int y = 0; y < plane.Height; y++)
                random.NextBytes(plane.Row(y));
        }
        Letterbox letterbox = Letterbox.Fit(_planes.Size, inferenceSize);

        float[] input = Fill(letterbox);

        Assert.InRange(LargestDifference(input, letterbox, (x, y) => ExactPixel(letterbox, x, y)), 0, 0.1 * OneLevel);
    }

    // The decoder rounds colour, upsampled colour and RGB each to a whole level; three levels cover that.
    [Theory]
    [InlineData(1280, 720, 640, JpegSubsampling.Yuv420)]
    [InlineData(810, 1080, 640, JpegSubsampling.Yuv420)]
    [InlineData(333, 211, 320, JpegSubsampling.Yuv422)]
    [InlineData(640, 480, 320, JpegSubsampling.Yuv444)]
    public void Fill_Jpeg_IsNearResizingTheDecodedRgb(int width, int height, int inferenceSize, JpegSubsampling subsampling)
    {
        var size = new PixelSize(width, height);
        byte[] jpeg = TestPictures.Jpeg(size, subsampling);
        byte[] rgb = TestPictures.DecodeRgb(jpeg, size);
        using var decoder = new PlaneDecoder();
        Assert.Equal(JpegOutcome.Ok, decoder.Decode(jpeg, long.MaxValue, _planes));
        Letterbox letterbox = Letterbox.Fit(size, inferenceSize);

        float[] input = Fill(letterbox);

        Assert.InRange(LargestDifference(input, letterbox, (x, y) => ResizedPixel(rgb, letterbox, x, y)), 0, 3 * OneLevel);
    }

    [Fact]
    public void Fill_LetterboxOfAnotherSize_Throws()
    {
        _planes.Resize(new PixelSize(64, 64), JpegSubsampling.Grey);
        Letterbox other = Letterbox.Fit(new PixelSize(64, 65), 320);

        Assert.Throws<ArgumentOutOfRangeException>(() => _writer.Fill(_planes, other, new float[3 * 320 * 320]));
    }

    private float[] Fill(in Letterbox letterbox)
    {
        var input = new float[3 * letterbox.Input.PixelCount];
        Array.Fill(input, float.NaN);
        _writer.Fill(_planes, letterbox, input);
        return input;
    }

    private static double LargestDifference(float[] input, in Letterbox box, Func<int, int, double[]> expected)
    {
        double largest = 0;
        int area = (int)box.Input.PixelCount;
        double[] padding = [114.0 / 255, 114.0 / 255, 114.0 / 255];
        for (int i = 0; i < area; i++)
        {
            int x = i % box.Input.Width - box.Left, y = i / box.Input.Width - box.Top;
            bool isInside = x >= 0 && y >= 0 && x < box.Scaled.Width && y < box.Scaled.Height;
            double[] pixel = isInside ? expected(x, y) : padding;
            for (int c = 0; c < 3; c++)
            {
                double difference = Math.Abs(input[c * area + i] - pixel[c]);
                largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
            }
        }
        return largest;
    }

    private double[] ExactPixel(in Letterbox box, int x, int y)
    {
        double px = (x + 0.5) * box.Picture.Width / box.Scaled.Width, py = (y + 0.5) * box.Picture.Height / box.Scaled.Height;
        PixelSize size = _planes.Size;
        double luma = Interpolate((i, j) => _planes.Luma.Row(j)[i], px - 0.5, py - 0.5, size.Width, size.Height);
        double cb = 0, cr = 0;
        if (_planes.HasColour)
        {
            double cx = px / _planes.FactorX - 0.5, cy = py / _planes.FactorY - 0.5;
            cb = Interpolate((i, j) => _planes.Cb.Row(j)[i], cx, cy, _planes.Cb.Width, _planes.Cb.Height) - 128;
            cr = Interpolate((i, j) => _planes.Cr.Row(j)[i], cx, cy, _planes.Cr.Width, _planes.Cr.Height) - 128;
        }
        double[] rgb = [luma + 1.402 * cr, luma - 0.344136 * cb - 0.714136 * cr, luma + 1.772 * cb];
        return [.. rgb.Select(value => Math.Clamp(value, 0, 255) / 255)];
    }

    private static double[] ResizedPixel(byte[] rgb, Letterbox box, int x, int y)
    {
        double px = (x + 0.5) * box.Picture.Width / box.Scaled.Width - 0.5, py = (y + 0.5) * box.Picture.Height / box.Scaled.Height - 0.5;
        int width = box.Picture.Width, height = box.Picture.Height;
        return [.. Enumerable.Range(0, 3).Select(c => Interpolate((i, j) => rgb[(j * width + i) * 3 + c], px, py, width, height) / 255)];
    }

    private static double Interpolate(Func<int, int, byte> sample, double x, double y, int width, int height)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        int x0 = (int)x, y0 = (int)y, x1 = Math.Min(x0 + 1, width - 1), y1 = Math.Min(y0 + 1, height - 1);
        double fx = x - x0, fy = y - y0;
        return (sample(x0, y0) * (1 - fx) + sample(x1, y0) * fx) * (1 - fy) + (sample(x0, y1) * (1 - fx) + sample(x1, y1) * fx) * fy;
    }
}
