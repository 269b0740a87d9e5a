namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Whatever comes in on any socket and path, a healthy stream beside it never misses its next frame.</summary>
public sealed class BadInputTests(RelayFixture fixture, HealthyPair healthy) : RelayTest(fixture), IClassFixture<HealthyPair>
{
    /// <summary>Kinds of bad input that there must be at least.</summary>
    private const int LeastKinds = 40;

    private static readonly Dictionary<string, BadInput> Inputs = HttpInputs.All
        .Concat(WebSocketInputs.All("camera")).Concat(WebSocketInputs.All("view"))
        .Concat(CameraInputs.All).Concat(ViewerInputs.All).ToDictionary(input => input.Name);

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BadInput_BesideAHealthyPair_CostsItNoFrame(string name)
    {
        await healthy.ExchangeAsync();
        await using (var peer = new BadPeer(Host, Token))
        {
            Task bad = Inputs[name].RunAsync(peer);
            await healthy.ExchangeAsync();
            await bad;
            await healthy.ExchangeAsync();
        }

        // An error that the server logs while it ends the bad one's socket belongs to this input.
        await Host.UnusedAsync(Token);
        await healthy.ExchangeAsync();
    }

    [Fact]
    public void Inputs_AreManyKinds() => Assert.InRange(Inputs.Count, LeastKinds, int.MaxValue);

    [Fact]
    public async Task Server_AfterAllBadInput_StillTakesNewStreams()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));
        Assert.Equal(1, (await viewer.FrameAsync()).Number);
    }
}
