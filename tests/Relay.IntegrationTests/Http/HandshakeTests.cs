namespace RealtimeDetect.Relay.IntegrationTests.Http;

/// <summary>Who may open a socket: tokens and origins.</summary>
public sealed class HandshakeTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const string Listed = "https://dashboard.example";

    [Theory]
    [InlineData("a.b")]
    [InlineData("a%20b")]
    [InlineData("%2541")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Token_Malformed_IsRefusedWith404(string token)
    {
        HandshakeRefusedException camera = await Assert.ThrowsAsync<HandshakeRefusedException>(() => Host.CameraAsync(token));
        HandshakeRefusedException viewer = await Assert.ThrowsAsync<HandshakeRefusedException>(() => Host.ViewerAsync(token));

        Assert.Equal(404, camera.StatusCode);
        Assert.Equal(404, viewer.StatusCode);
    }

    [Fact]
    public async Task Token_Of64CharactersPercentEncoded_IsAccepted()
    {
        string token = (Token + new string('x', 64))[..64];
        await using TestCamera camera = await Host.CameraAsync(token.Replace("t", "%74", StringComparison.Ordinal));
        await using TestViewer viewer = await Host.ViewerAsync(token);

        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.Equal(1, (await viewer.FrameAsync()).Number);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("garbage")]
    public async Task Origin_Foreign_IsRefusedWith403(string origin)
    {
        HandshakeRefusedException camera = await Assert.ThrowsAsync<HandshakeRefusedException>(
            () => TestCamera.ConnectAsync(Host.Address, Token, origin: origin));
        HandshakeRefusedException viewer = await Assert.ThrowsAsync<HandshakeRefusedException>(
            () => TestViewer.ConnectAsync(Host.Address, Token, origin));

        Assert.Equal(403, camera.StatusCode);
        Assert.Equal(403, viewer.StatusCode);
    }

    [Fact]
    public async Task Origin_OfAnotherSchemeOnTheSameHost_IsRefused()
    {
        HandshakeRefusedException refused = await Assert.ThrowsAsync<HandshakeRefusedException>(
            () => TestCamera.ConnectAsync(Host.Address, Token, origin: $"https://{Host.Address.Authority}"));

        Assert.Equal(403, refused.StatusCode);
    }

    [Fact]
    public async Task Origin_TheServersOwn_IsAccepted()
    {
        await using TestCamera camera = await TestCamera.ConnectAsync(Host.Address, Token, origin: $"http://{Host.Address.Authority}");
        await using TestViewer viewer = await TestViewer.ConnectAsync(Host.Address, Token, $"http://{Host.Address.Authority}");

        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));
    }

    [Fact]
    public async Task Origin_Listed_IsAcceptedAndOthersStayRefused()
    {
        await using RelayHost host = await RelayHost.StartAsync(
            new Dictionary<string, string?> { ["Origins:Allowed:0"] = Listed }, detector: new FakeDetector());

        await using TestCamera camera = await TestCamera.ConnectAsync(host.Address, Token, origin: Listed);
        HandshakeRefusedException refused = await Assert.ThrowsAsync<HandshakeRefusedException>(
            () => TestViewer.ConnectAsync(host.Address, Token, "https://dashboard.example.evil"));

        Assert.Equal(403, refused.StatusCode);
        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));
    }

    [Fact]
    public async Task Origin_ForeignOnStatistics_IsRefusedWith403()
    {
        HttpAnswer answer = await Host.GetAsync($"/api/camera/{Token}/stats", "https://evil.example");

        Assert.Equal(403, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task Session_Malformed_IsRefused(string session)
    {
        HandshakeRefusedException refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() => Host.CameraAsync(Token, session));

        Assert.InRange(refused.StatusCode, 400, 499);
    }
}
