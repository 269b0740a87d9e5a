using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Annotation;

public sealed class BoxAnnotatorTests : IDisposable
{
    private const byte Grey = 100, Neutral = 128;
    private static readonly LabelSet Labels = new(["person", "car", "bus"]);
    private readonly BoxAnnotator _annotator = new();
    private readonly YuvPlanes _planes = new();

    public static TheoryData<JpegSubsampling> AllSubsamplings => [.. Enum.GetValues<JpegSubsampling>()];

    public void Dispose() => _planes.Dispose();

    [Theory]
    [MemberData(nameof(AllSubsamplings))]
    public void Draw_Box_DrawsOutlineAndLeavesInsideUntouched(JpegSubsampling subsampling)
    {
        Blank(new PixelSize(401, 301), subsampling);

        _annotator.Draw(_planes, [new Detection(1, 0.9f, 100, 80, 200, 160)], Labels);

        YuvColour colour = ColorPalette.Of(1);
        foreach ((int x, int y) in ((int, int)[])[(101, 160), (298, 160), (200, 81), (200, 238)])
            Assert.Equal(colour.Y, _planes.Luma.Row(y)[x]);
        if (_planes.HasColour)
            Assert.Equal((colour.Cb, colour.Cr), ColourAt(101, 160));
        for (int y = 88; y < 232; y++)
            Assert.Equal(-1, _planes.Luma.Row(y)[108..292].IndexOfAnyExcept(Grey));
        if (_planes.HasColour)
            Assert.Equal((Neutral, Neutral), ColourAt(110, 160));
    }

    [Theory]
    [MemberData(nameof(AllSubsamplings))]
    public void Draw_Box_LeavesRestOfPictureUntouched(JpegSubsampling subsampling)
    {
        Blank(new PixelSize(401, 301), subsampling);

        _annotator.Draw(_planes, [new Detection(1, 0.9f, 200, 180, 100, 60)], Labels);

        for (int y = 0; y < 150; y++)
            Assert.Equal(-1, _planes.Luma.Row(y).IndexOfAnyExcept(Grey));
        for (int y = 250; y < 301; y++)
            Assert.Equal(-1, _planes.Luma.Row(y).IndexOfAnyExcept(Grey));
        for (int y = 0; y < 301; y++)
            Assert.Equal(-1, _planes.Luma.Row(y)[..195].IndexOfAnyExcept(Grey));
    }

    [Fact]
    public void Draw_BoxWithRoomAbove_PutsLabelAbove()
    {
        Blank(new PixelSize(400, 300), JpegSubsampling.Yuv420);

        _annotator.Draw(_planes, [new Detection(0, 0.91f, 100, 100, 100, 100)], Labels);

        Assert.Equal(ColorPalette.Of(0).Y, _planes.Luma.Row(98)[101]);
        Assert.True(TextPixels(84, 100) > 50);
    }

    [Fact]
    public void Draw_BoxAtTop_PutsLabelInside()
    {
        Blank(new PixelSize(400, 300), JpegSubsampling.Yuv420);

        _annotator.Draw(_planes, [new Detection(0, 0.91f, 100, 2, 150, 200)], Labels);

        Assert.True(TextPixels(2, 22) > 50);
    }

    [Fact]
    public void Draw_BoxAtRight_KeepsWholeLabelInPicture()
    {
        Blank(new PixelSize(400, 300), JpegSubsampling.Yuv420);
        _annotator.Draw(_planes, [new Detection(0, 0.91f, 100, 100, 100, 100)], Labels);
        int whole = TextPixels(84, 100);
        Blank(new PixelSize(400, 300), JpegSubsampling.Yuv420);

        _annotator.Draw(_planes, [new Detection(0, 0.91f, 390, 100, 10, 100)], Labels);

        Assert.Equal(whole, TextPixels(84, 100));
    }

    [Fact]
    public void Draw_TwoAtOnePlace_FirstIsOnTop()
    {
        Blank(new PixelSize(400, 300), JpegSubsampling.Yuv420);
        var box = new Detection(0, 0.9f, 100, 100, 100, 100);

        _annotator.Draw(_planes, [box, box with { ClassId = 1 }], Labels);

        Assert.Equal(ColorPalette.Of(0).Y, _planes.Luma.Row(150)[101]);
    }

    [Theory]
    [MemberData(nameof(AllSubsamplings))]
    public void Draw_AnyNumbers_DoesNotThrow(JpegSubsampling subsampling)
    {
        float[] numbers =
        [
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, -1e6f, -3, 0, 0.4f, 1, 7, 32, 33, 1e6f,
        ];
        foreach (PixelSize size in (PixelSize[])[new(33, 17), new(1, 1), new(5, 40)])
        {
            Blank(size, subsampling);
            var random = new Random(11);
            for (int i = 0; i < 2000; i++)
                _annotator.Draw(_planes, [new Detection(random.Next(-5, 99), Pick(), Pick(), Pick(), Pick(), Pick())], Labels);

            float Pick() => numbers[random.Next(numbers.Length)];
        }
        Assert.Equal(17, Drawn(new PixelSize(33, 17)));
    }

    [Theory]
    [InlineData(float.NaN, 10, 20, 20)]
    [InlineData(10, 10, float.PositiveInfinity, 20)]
    [InlineData(500, 10, 20, 20)]
    [InlineData(-50, 10, 20, 20)]
    [InlineData(10, 10, 0, 20)]
    [InlineData(10, 10, -30, 20)]
    public void Draw_NoBoxInPicture_DrawsNothing(float x, float y, float width, float height)
    {
        Blank(new PixelSize(100, 80), JpegSubsampling.Yuv420);

        _annotator.Draw(_planes, [new Detection(0, 0.9f, x, y, width, height)], Labels);

        for (int row = 0; row < 80; row++)
            Assert.Equal(-1, _planes.Luma.Row(row).IndexOfAnyExcept(Grey));
    }

    // Rows that a box around the whole of a fresh picture touches.
    private int Drawn(PixelSize size)
    {
        Blank(size, JpegSubsampling.Grey);
        _annotator.Draw(_planes, [new Detection(0, 1, -1e6f, -1e6f, 2e6f, 2e6f)], Labels);
        int rows = 0;
        for (int y = 0; y < size.Height; y++)
            rows += _planes.Luma.Row(y).IndexOfAnyExcept(Grey) >= 0 ? 1 : 0;
        return rows;
    }

    // Pixels nearly black, which the dark lines beside an outline are not; class 0 has black text.
    private int TextPixels(int fromRow, int toRow)
    {
        int count = 0;
        for (int y = fromRow; y < toRow; y++)
        {
            foreach (byte luma in _planes.Luma.Row(y))
                count += luma < ColorPalette.Of(0).Y / 4 ? 1 : 0;
        }
        return count;
    }

    private (byte Cb, byte Cr) ColourAt(int x, int y) =>
        (_planes.Cb.Row(y / _planes.FactorY)[x / _planes.FactorX], _planes.Cr.Row(y / _planes.FactorY)[x / _planes.FactorX]);

    private void Blank(PixelSize size, JpegSubsampling subsampling)
    {
        _planes.Resize(size, subsampling);
        for (int y = 0; y < _planes.Luma.Height; y++)
            _planes.Luma.Row(y).Fill(Grey);
        for (int y = 0; y < _planes.Cb.Height; y++)
        {
            _planes.Cb.Row(y).Fill(Neutral);
            _planes.Cr.Row(y).Fill(Neutral);
        }
    }
}
