using RealtimeDetect.Relay.Https;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class PhonePathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/camera/abc", "/camera/abc")]
    [InlineData("/camera/abc?session=1#top", "/camera/abc?session=1#top")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/ä", "/%C3%A4")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/@evil.example", "/@evil.example")]
    public void TryParse_LocalPath_IsEscaped(string path, string expected)
    {
        Assert.True(PhonePath.TryParse(path, out string escaped));
        Assert.Equal(expected, escaped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("camera")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/a\r\nb")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\\b")]
    public void TryParse_AnythingElse_IsRefused(string? path) => Assert.False(PhonePath.TryParse(path, out _));

    [Theory]
    [InlineData(512, 'a', true)]
    [InlineData(513, 'a', false)]
    [InlineData(512, 'ä', false)]
    public void TryParse_Length_CountsEscaped(int length, char letter, bool expected) =>
        Assert.Equal(expected, PhonePath.TryParse("/" + new string(letter, length - 1), out _));
}
