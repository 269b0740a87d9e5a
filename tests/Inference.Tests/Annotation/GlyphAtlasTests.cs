using RealtimeDetect.Inference.Annotation;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Annotation;

public sealed class GlyphAtlasTests
{
    private static readonly GlyphAtlas Atlas = new(14);

    [Fact]
    public void Index_PrintableAscii_AllDifferentWithInk()
    {
        var seen = new HashSet<string>();
        for (char character = '!'; character <= '~'; character++)
        {
            GlyphMask mask = Atlas[character];
            Assert.Contains(mask.Coverage, coverage => coverage > 200);
            Assert.True(seen.Add($"{mask.Width}:{Convert.ToHexString(mask.Coverage)}"), $"'{character}' looks like another");
        }
    }

    [Fact]
    public void Index_Space_HasNoInk() => Assert.All(Atlas[' '].Coverage, coverage => Assert.Equal(0, coverage));

    [Theory]
    [InlineData('é')]
    [InlineData('中')]
    [InlineData('\n')]
    public void Index_OtherCharacter_IsQuestionMark(char character) => Assert.Same(Atlas['?'], Atlas[character]);

    [Fact]
    public void Index_Capital_SpansItsHeight()
    {
        GlyphMask mask = Atlas['E'];
        int top = Atlas.BaselineRow - Atlas.CapHeightPx;

        Assert.True(mask.Row(top).ContainsAnyExceptInRange<byte>(0, 150));
        Assert.True(mask.Row(Atlas.BaselineRow - 1).ContainsAnyExceptInRange<byte>(0, 150));
        Assert.False(mask.Row(top - 1).ContainsAnyExceptInRange<byte>(0, 40));
        Assert.False(mask.Row(Atlas.BaselineRow).ContainsAnyExceptInRange<byte>(0, 40));
    }

    [Fact]
    public void Measure_Text_AddsGlyphsAndSpacing() =>
        Assert.Equal(Atlas['a'].Width + Atlas.SpacingPx + Atlas['b'].Width, Atlas.Measure("ab"));
}
