using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>H.264 for viewers: units that decode, joins and changes of codec, an encoder shared, killed and missing.</summary>
public sealed partial class H264Tests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int JoinsInARow = 10, Kills = 5, ManyViewers = 50;

    [Fact]
    public async Task Units_FromTheFirstOn_AreAStreamThatFfmpegDecodes()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);
        JsonElement codec = await viewer.TextAsync();
        List<ViewerFrame> frames = await TakeAsync(viewer, units: 30);

        Assert.Equal("h264", codec.GetProperty("codec").GetString());
        List<ViewerFrame> units = [.. frames.SkipWhile(frame => !IsUnit(frame))];
        Assert.All(units, unit => Assert.True(IsUnit(unit)));
        Assert.True(IsKey(units[0]));
        Assert.Matches("^avc1\\.[0-9A-F]{6}$", units[0].Metadata.GetProperty("codec").GetString());
        Assert.Equal(frames.Select(frame => frame.Number).Order().Distinct(), frames.Select(frame => frame.Number));
        Assert.Equal($"h264,320,240,{units.Count}", await Ffmpeg.CountFramesAsync([.. units.SelectMany(unit => unit.Jpeg)]));
    }

    [Fact]
    public async Task Join_TenInARow_EachBeginsWithAKeyFrame()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await using H264Viewer first = await H264Viewer.ConnectAsync(Host, Token);
        await TakeAsync(first, units: 1);

        for (int join = 0; join < JoinsInARow; join++)
        {
            await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);
            ViewerFrame unit = (await TakeAsync(viewer, units: 1))[^1];
            Assert.True(IsKey(unit));
        }
    }

    [Fact]
    public async Task Subscribe_BackAndForth_ChangesCodecWithoutAGapInTheOrder()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);
        var seen = new List<ViewerFrame>(await TakeAsync(viewer, units: 3));

        for (int change = 0; change < 3; change++)
        {
            await viewer.SendTextAsync("""{"type":"subscribe","codec":"jpeg"}""");
            seen.AddRange(await TakeUntilAsync(viewer, frame => !IsUnit(frame)));
            await viewer.SendTextAsync("""{"type":"subscribe","codec":"h264"}""");
            seen.AddRange(await TakeUntilAsync(viewer, IsUnit));
            Assert.True(IsKey(seen[^1]));
        }

        Assert.Equal(seen.Select(frame => frame.Number).Order().Distinct(), seen.Select(frame => frame.Number));
    }

    [Fact]
    public async Task OverlayData_CannotBeH264_IsTheCamerasJpeg()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);
        await TakeAsync(viewer, units: 1);

        await viewer.SendTextAsync("""{"type":"subscribe","overlay":"data"}""");

        await TakeUntilAsync(viewer, frame => !IsUnit(frame));
    }

    [Fact]
    public async Task Viewers_ManyOnOneStream_ShareOneEncoderThatEndsAfterTheLast()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        var viewers = new List<H264Viewer>();
        for (int i = 0; i < ManyViewers; i++)
            viewers.Add(await H264Viewer.ConnectAsync(Host, Token));
        foreach (H264Viewer viewer in viewers)
            await TakeAsync(viewer, units: 2);

        int encoders = EncoderIds().Count(StartedProcesses.IsAlive);
        foreach (H264Viewer viewer in viewers)
            await viewer.DisposeAsync();
        await Until.HoldsAsync(() => !EncoderIds().Any(StartedProcesses.IsAlive), "the encoder's end");

        Assert.Equal(1, encoders);
    }

    [Fact]
    public async Task Encoder_KilledFiveTimes_ViewersGetJpegAndThenH264Again()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);

        int killed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            await Until.HoldsAsync(() => EncoderIds().LastOrDefault(killed) != killed, "the next encoder");
            await TakeAsync(viewer, units: 2);
            killed = EncoderIds().Last();
            using (Process encoder = Process.GetProcessById(killed))
                encoder.Kill();
            await TakeUntilAsync(viewer, frame => !IsUnit(frame));
        }

        Assert.True(IsKey((await TakeUntilAsync(viewer, IsUnit))[^1]));
    }

    [Fact]
    public async Task Camera_ChangesItsSize_UnitsFollow()
    {
        Ffmpeg.Require();
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(Host, Token);
        await using (EndlessCamera small = await EndlessCamera.StartAsync(Host, Token))
            await TakeAsync(viewer, units: 2);

        await using EndlessCamera large = await EndlessCamera.StartAsync(Host, Token, 640, 480);

        ViewerFrame unit = (await TakeUntilAsync(viewer, frame => IsUnit(frame) && frame.Metadata.GetProperty("width").GetInt32() == 640))[^1];
        Assert.True(IsKey(unit));
    }

    [Theory]
    [InlineData("H264:FfmpegPath", "no-such-ffmpeg", "no-such-ffmpeg was not found")]
    [InlineData("H264:Enabled", "false", "H264:Enabled")]
    public async Task Encoder_NotThere_ViewersGetJpegAndTheReason(string setting, string value, string reason)
    {
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { [setting] = value });
        await using TestCamera camera = await host.CameraAsync(Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(host, Token);

        JsonElement codec = await viewer.TextAsync();
        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.Equal("jpeg", codec.GetProperty("codec").GetString());
        Assert.Contains(reason, codec.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(IsUnit(await viewer.FrameAsync()));
    }

    private static bool IsUnit(ViewerFrame frame) => frame.Metadata.GetProperty("format").GetString() == "h264";

    private static bool IsKey(ViewerFrame frame) => frame.Metadata.TryGetProperty("key", out JsonElement key) && key.GetBoolean();

    private static async Task<List<ViewerFrame>> TakeAsync(H264Viewer viewer, int units)
    {
        int left = units;
        return await TakeUntilAsync(viewer, frame => IsUnit(frame) && --left == 0);
    }

    private static async Task<List<ViewerFrame>> TakeUntilAsync(H264Viewer viewer, Func<ViewerFrame, bool> isLast)
    {
        // A frame always comes: what must end is the wait for the right one.
        const int MostFrames = 3000;
        var frames = new List<ViewerFrame>();
        for (bool found = false; !found; found = isLast(frames[^1]))
        {
            frames.Add(await viewer.FrameAsync());
            Assert.True(frames.Count < MostFrames, $"not among {frames.Count} frames");
        }
        return frames;
    }

    // The server says which processes it starts, and for which stream: its log names a stream by a hash.
    private IEnumerable<int> EncoderIds()
    {
        string stream = Streams.StreamToken.TryParse(Token, out Streams.StreamToken token) ? token.ToString() : "";
        return from line in Host.Log.Lines
               let match = Started().Match(line)
               where match.Success && match.Groups[1].Value == stream
               select int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("Encoder of stream ([0-9a-f]+) started: process ([0-9]+)")]
    private static partial Regex Started();
}
