using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Tests.Streams;

public sealed class StreamTokenTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("AZaz09_-", true)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a%2Fb", false)]
    [InlineData("é", false)]
    [InlineData("a.b", false)]
    [InlineData("a\n", false)]
    public void TryParse_Text_FollowsTheContract(string? text, bool expected) => Assert.Equal(expected, StreamToken.TryParse(text, out _));

    [Fact]
    public void ToString_Token_DoesNotShowIt()
    {
        Assert.True(StreamToken.TryParse("my-secret", out StreamToken token));

        Assert.DoesNotContain("secret", token.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{token}", StringComparison.Ordinal);
    }
}
