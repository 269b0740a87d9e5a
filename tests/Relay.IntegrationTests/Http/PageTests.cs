using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Http;

/// <summary>Pages, tokens in paths, and the problem documents of what is not there.</summary>
public sealed class PageTests(RelayFixture fixture) : RelayTest(fixture)
{
    private static readonly string Longest = new('a', 64);

    [Theory]
    [InlineData("/")]
    [InlineData("/camera/abc")]
    [InlineData("/view/abc")]
    [InlineData("/camera/A-Z_09")]
    [InlineData("/view/-")]
    [InlineData("/controller/abc")]
    public async Task Page_IsHtml(string path)
    {
        HttpAnswer answer = await Host.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/html", answer.MediaType);
    }

    [Theory]
    [InlineData("camera/{0}")]
    [InlineData("view/{0}")]
    [InlineData("api/camera/{0}/stats")]
    [InlineData("api/camera/{0}/controller")]
    [InlineData("controller/{0}")]
    public async Task Token_Of64Characters_IsFoundAndOf65IsNot(string pattern)
    {
        Assert.Equal(200, (await Host.GetAsync(pattern.Replace("{0}", Longest, StringComparison.Ordinal))).Status);

        await AssertProblemAsync(pattern.Replace("{0}", Longest + "a", StringComparison.Ordinal), 404);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a%20b")]
    [InlineData("a%2Fb")]
    [InlineData("%C3%A4")]
    [InlineData("a%00")]
    [InlineData("a~b")]
    [InlineData("%D9%A3")]
    public async Task Token_OfOtherCharacters_IsNotFound(string token)
    {
        foreach (string pattern in (string[])["camera/{0}", "view/{0}", "api/camera/{0}/stats"])
        {
            HttpAnswer answer = await Host.GetAsync(pattern.Replace("{0}", token, StringComparison.Ordinal));
            Assert.True(answer.Status is 404 or 400, $"{pattern} {token}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Token_PercentEncodedOnce_IsTheSameStream()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        JsonElement stats = await Host.StatsAsync(Token.Replace("t-", "%74%2D", StringComparison.Ordinal));

        Assert.True(stats.GetProperty("camera_connected").GetBoolean());
    }

    [Fact]
    public async Task Token_PercentEncodedTwice_IsNotFound() =>
        await AssertProblemAsync("api/camera/%2541bc/stats", 404);

    [Fact]
    public async Task Path_Unknown_IsProblemDocument() => await AssertProblemAsync("no/such/page", 404);

    [Theory]
    [InlineData("ws/camera/abc")]
    [InlineData("ws/view/abc")]
    public async Task SocketPath_PlainGet_Is426(string path) => await AssertProblemAsync(path, 426);

    [Fact]
    public async Task Health_WhenReady_NamesTheProvider()
    {
        HttpAnswer live = await Host.GetAsync("/healthz/live");
        HttpAnswer ready = await Host.GetAsync("/healthz/ready");

        Assert.Equal(200, live.Status);
        Assert.Equal(200, ready.Status);
        Assert.Equal("ready", ready.Json.GetProperty("status").GetString());
        Assert.Equal("CPU", ready.Json.GetProperty("execution_provider").GetString());
    }

    private async Task AssertProblemAsync(string path, int expected)
    {
        HttpAnswer answer = await Host.GetAsync(path);

        Assert.Equal(expected, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(expected, answer.Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("title").GetString()!);
    }
}
