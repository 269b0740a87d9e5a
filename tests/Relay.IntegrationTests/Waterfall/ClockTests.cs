using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Waterfall;

/// <summary>Delays that are measured across devices whose clocks are set wrong, against those that this machine's one clock shows.</summary>
public sealed class ClockTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int Frames = 30;

    /// <summary>A link that narrows nothing, bits a second.</summary>
    private const double WideLink = 1e9;

    private readonly PeerClock _cameraClock = new(TimeSpan.FromMinutes(10));
    private readonly PeerClock _viewerClock = new(TimeSpan.FromMinutes(-10));

    [Fact]
    public async Task Delay_ClocksTwentyMinutesApartOnLoopback_IsRightWithin5Ms()
    {
        const double AllowedMs = 5;

        double[] errors = await ErrorsAsync(Host.Address, Host.Address);

        // A machine that is so busy that an exchange takes longer is given what the exchange itself says.
        AssertWithin(errors, Math.Max(AllowedMs, HalfTheRoundTripMs));
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(60, 0)]
    [InlineData(0, 60)]
    public async Task Delay_ViewerBehindALink_IsRightWithinHalfTheRoundTrip(int fromServerMs, int toServerMs)
    {
        await using ShapedLink link = Open(fromServerMs, toServerMs);

        double[] errors = await ErrorsAsync(Host.Address, link.Address);

        AssertWithin(errors, HalfTheRoundTripMs);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(60, 0)]
    [InlineData(0, 60)]
    public async Task Delay_CameraBehindALink_IsRightWithinHalfTheRoundTrip(int fromServerMs, int toServerMs)
    {
        await using ShapedLink link = Open(fromServerMs, toServerMs);

        double[] errors = await ErrorsAsync(link.Address, Host.Address);

        AssertWithin(errors, HalfTheRoundTripMs);
    }

    [Fact]
    public async Task Stats_PeersThatTellTheirClocks_ShowThem()
    {
        await using TimedCamera camera = await TimedCamera.ConnectAsync(Host.Address, Token, _cameraClock);
        await using TestViewer viewer = await ViewerAsync(Host.Address);
        await using TestViewer silent = await Host.ViewerAsync(Token);

        JsonElement clocks = (await Host.StatsAsync(Token)).GetProperty("clocks");

        JsonElement ofCamera = clocks.GetProperty("camera");
        Assert.Equal(-600_000, ofCamera.GetProperty("offset_ms").GetDouble(), 100.0);
        Assert.True(ofCamera.GetProperty("error_ms").GetDouble() <= ofCamera.GetProperty("rtt_ms").GetDouble());
        JsonElement ofViewer = Assert.Single(clocks.GetProperty("viewers").EnumerateArray());
        Assert.Equal(600_000, ofViewer.GetProperty("offset_ms").GetDouble(), 100.0);
    }

    private double HalfTheRoundTripMs => (_cameraClock.RoundTripMs + _viewerClock.RoundTripMs) / 2;

    private ShapedLink Open(int fromServerMs, int toServerMs) =>
        ShapedLink.Open(Host.Address, WideLink, TimeSpan.FromMilliseconds(fromServerMs), TimeSpan.FromMilliseconds(toServerMs));

    // What the two peers measure of each frame's time from capture to its arrival at the viewer, less what it was.
    private async Task<double[]> ErrorsAsync(Uri camerasWay, Uri viewersWay)
    {
        await using TimedCamera camera = await TimedCamera.ConnectAsync(camerasWay, Token, _cameraClock);
        await using TestViewer viewer = await ViewerAsync(viewersWay);
        return [.. (await camera.SendAsync(Frames, viewer)).Select(sent => MeasuredMs(sent.Frame) - (sent.Frame.ReceivedAt - sent.CapturedAt))];
    }

    private double MeasuredMs(ViewerFrame frame) =>
        _viewerClock.At(frame.ReceivedAt) + _viewerClock.OffsetMs - (frame.SentAt - frame.Waterfall.Values.Sum());

    private async Task<TestViewer> ViewerAsync(Uri server)
    {
        TestViewer viewer = await TestViewer.ConnectAsync(server, Token);
        await _viewerClock.SynchronizeAsync(viewer.SendTextAsync, () => viewer.TakeAsync("clock_pong"));
        return viewer;
    }

    private static void AssertWithin(double[] errors, double allowedMs) => Assert.All(errors, error => Assert.InRange(error, -allowedMs, allowedMs));
}
