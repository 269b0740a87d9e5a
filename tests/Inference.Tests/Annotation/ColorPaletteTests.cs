using RealtimeDetect.Inference.Annotation;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Annotation;

public sealed class ColorPaletteTests
{
    [Fact]
    public void Of_DifferentClasses_AreApart()
    {
        Assert.True(ColorPalette.Count >= 20);
        for (int a = 0; a < ColorPalette.Count; a++)
        {
            for (int b = a + 1; b < ColorPalette.Count; b++)
                Assert.True(Distance(ColorPalette.RgbOf(a), ColorPalette.RgbOf(b)) > 45, $"classes {a} and {b} look alike");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(79)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Of_AnyClass_IsAlwaysTheSame(int classId) => Assert.Equal(ColorPalette.Of(classId), ColorPalette.Of(classId));

    [Fact]
    public void TextOn_EveryColour_HasReadableContrast()
    {
        for (int i = 0; i < ColorPalette.Count; i++)
        {
            double plate = Luminance(ColorPalette.RgbOf(i)) + 0.05;
            double ratio = ColorPalette.TextOn(i) == ColorPalette.Black ? plate / 0.05 : 1.05 / plate;

            // WCAG 2 AA for body text.
            Assert.True(ratio >= 4.5, $"class {i}: {ratio:F2}");
        }
    }

    private static double Distance(int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, 3).Sum(c => Math.Pow(((a >> 8 * c) & 0xFF) - ((b >> 8 * c) & 0xFF), 2)));

    private static double Luminance(int rgb)
    {
        double[] weights = [0.0722, 0.7152, 0.2126];
        return Enumerable.Range(0, 3).Sum(c => weights[c] * Math.Pow(((rgb >> 8 * c) & 0xFF) / 255.0, 2.2));
    }
}
