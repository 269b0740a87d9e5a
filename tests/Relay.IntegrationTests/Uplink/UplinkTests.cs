using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeDetect.Relay.IntegrationTests.H264;

namespace RealtimeDetect.Relay.IntegrationTests.Uplink;

/// <summary>H.264 from cameras: each unit becomes the frame of its own metadata, and what is broken costs its sender alone.</summary>
public sealed partial class UplinkTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Units_SentOneByOne_EachIsProcessedBeforeTheNextIsSent()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        for (int number = 0; number < units.Length; number++)
        {
            // No decoder that held a frame back until the next would get past the first.
            Assert.Equal("processed", await camera.ExchangeUnitAsync(number, units[number], 1000 + number * 33));
            ViewerFrame frame = await viewer.FrameAsync(number);
            Assert.Equal(1000 + number * 33, frame.Timestamp);
            Assert.Equal((320, 240), (frame.Width, frame.Height));
        }

        JsonElement frames = (await Host.StatsAsync(Token)).GetProperty("frames");
        Assert.Equal(units.Length, frames.GetProperty("processed").GetInt32());
        Assert.Equal(0, camera.Count("error") + camera.Count("key_request"));
    }

    [Fact]
    public async Task Units_ThatACameraSendsWithoutWaiting_AreEachAckedOnce()
    {
        byte[][] units = await UnitClip.MovingAsync(frames: 90);
        await using TestCamera camera = await Host.CameraAsync(Token);

        for (int number = 0; number < units.Length; number++)
            await camera.SendUnitAsync(number, units[number]);
        for (int number = 0; number < units.Length; number++)
            await camera.OutcomeAsync(number);

        Assert.Equal(units.Length, camera.Count("frame_ack"));
        JsonElement frames = (await Host.StatsAsync(Token)).GetProperty("frames");
        Assert.Equal(units.Length, frames.GetProperty("received").GetInt32());
        Assert.Equal(0, frames.GetProperty("in_flight").GetInt32());
        Assert.Equal(0, frames.GetProperty("failed").GetInt32());
    }

    [Theory]
    [InlineData("smpte170m", false)]
    [InlineData("bt709", false)]
    [InlineData("smpte170m", true)]
    [InlineData("bt709", true)]
    public async Task Colours_OfEachMatrixAndRange_AreTheCamerasInAJpegThatIsSpliced(string matrix, bool isFullRange)
    {
        // Quantising twice costs some steps of 255.
        const int Tolerance = 6;
        byte[] unit = Assert.Single(await UnitClip.ColourAsync("0xC03060", matrix, isFullRange));
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.ExchangeUnitAsync(0, unit);
        (int red, int green, int blue) = MiddleColour.Of((await viewer.FrameAsync(0)).Jpeg);

        Assert.InRange(red, 0xC0 - Tolerance, 0xC0 + Tolerance);
        Assert.InRange(green, 0x30 - Tolerance, 0x30 + Tolerance);
        Assert.InRange(blue, 0x60 - Tolerance, 0x60 + Tolerance);
    }

    [Fact]
    public async Task Delta_BeforeAnyKey_FailsAndAKeyIsAskedFor()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("failed", await camera.ExchangeUnitAsync(0, units[1]));

        Assert.Equal("key_missing", await camera.ErrorAsync());
        await camera.TakeAsync("key_request");
        Assert.Equal("processed", await camera.ExchangeUnitAsync(1, units[UnitClip.KeyInterval]));
    }

    [Fact]
    public async Task Unit_DamagedInTransit_FailsAndTheNextKeyGoesOn()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await camera.ExchangeUnitAsync(0, units[0]);

        Assert.Equal("failed", await camera.ExchangeUnitAsync(1, units[1][..(units[1].Length / 2)]));
        Assert.Equal("not_decodable", await camera.ErrorAsync());
        await camera.TakeAsync("key_request");
        Assert.Equal("dropped", await camera.ExchangeUnitAsync(2, units[2]));
        Assert.Equal("processed", await camera.ExchangeUnitAsync(3, units[UnitClip.KeyInterval]));

        await viewer.FrameAsync(3);
        Assert.Equal([0L, 3], viewer.Frames.Select(frame => frame.Number));
    }

    [Fact]
    public async Task Binary_IsAJpegAfterAll_FailsWithoutADecoder()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("failed", await camera.ExchangeUnitAsync(0, TestJpeg.Small));

        Assert.Equal("not_decodable", await camera.ErrorAsync());
        Assert.Empty(DecoderIds());
    }

    [Fact]
    public async Task Picture_OverThePixelLimit_FailsWithoutADecoder()
    {
        byte[][] units = await UnitClip.MovingAsync(frames: 1, "320x242");
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Ingest:MaxFramePixels"] = "76800" });
        await using TestCamera camera = await host.CameraAsync(Token);

        Assert.Equal("failed", await camera.ExchangeUnitAsync(0, units[0]));

        Assert.Equal("frame_too_large", await camera.ErrorAsync());
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("Decoder of stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Size_ChangedByAPhoneThatWasTurned_GoesOnWithAnotherDecoder()
    {
        byte[][] wide = await UnitClip.MovingAsync(), tall = await UnitClip.MovingAsync(size: "240x320");
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        foreach ((int number, byte[] unit) in new[] { wide[0], wide[1], tall[0], tall[1], wide[0] }.Index())
        {
            Assert.Equal("processed", await camera.ExchangeUnitAsync(number, unit));
            await viewer.FrameAsync(number);
        }

        Assert.Equal([320, 320, 240, 240, 320], viewer.Frames.Select(frame => frame.Width));
        await Until.HoldsAsync(() => DecoderIds().Count(StartedProcesses.IsAlive) == 1, "the end of all decoders but the last");
    }

    [Fact]
    public async Task Size_ChangedByAnEncoderThatRepeatsTheSetOfTheOldOne_GoesOn()
    {
        byte[][] wide = await UnitClip.MovingAsync(), tall = await UnitClip.MovingAsync(size: "240x320", sequenceId: 1);
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        byte[] changed = UnitClip.WithSequenceOf(tall[0], wide[0]);

        foreach ((int number, byte[] unit) in new[] { wide[0], wide[1], changed, tall[1] }.Index())
        {
            Assert.Equal("processed", await camera.ExchangeUnitAsync(number, unit));
            await viewer.FrameAsync(number);
        }

        Assert.Equal([320, 320, 240, 240], viewer.Frames.Select(frame => frame.Width));
    }

    [Fact]
    public async Task Jpeg_BetweenUnits_EndsTheDecoderAndKeepsTheOrder()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.ExchangeUnitAsync(0, units[0]);
        await camera.SendUnitAsync(1, units[1]);
        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));
        await Until.HoldsAsync(() => !DecoderIds().Any(StartedProcesses.IsAlive), "the decoder's end");
        Assert.Equal("dropped", await camera.ExchangeUnitAsync(3, units[2]));
        Assert.Equal("processed", await camera.ExchangeUnitAsync(4, units[0]));

        await viewer.FrameAsync(4);
        Assert.Equal(viewer.Frames.Select(frame => frame.Number).Order(), viewer.Frames.Select(frame => frame.Number));
    }

    [Fact]
    public async Task Decoder_KilledThreeTimes_TheCameraIsToldToSendJpeg()
    {
        byte[][] units = await UnitClip.MovingAsync();
        // Ends that come soon after their starts: by a clock that stands still, however long the machine takes.
        await using RelayHost host = await RelayHost.StartAsync(time: new ManualTimeProvider(), detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync(Token);
        int number = 0;

        for (int kill = 1; kill <= 3; kill++)
        {
            Assert.Equal("processed", await camera.ExchangeUnitAsync(number++, units[0]));
            using (Process decoder = Process.GetProcessById(DecoderIds(host).Last()))
                decoder.Kill();
            await Until.HoldsAsync(() => Lines(host, "failed").Count() == kill, "the decoder's end");
        }

        Assert.Equal("failed", await camera.ExchangeUnitAsync(number++, units[0]));
        Assert.Equal("h264_unavailable", await camera.ErrorAsync());
        Assert.Equal("processed", await camera.ExchangeAsync(number, TestJpeg.Small));
    }

    [Fact]
    public async Task Camera_Leaves_SoDoesItsDecoder()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using (TestCamera camera = await Host.CameraAsync(Token))
            await camera.ExchangeUnitAsync(0, units[0]);

        await Until.HoldsAsync(() => !DecoderIds().Any(StartedProcesses.IsAlive), "the decoder's end");
    }

    [Fact]
    public async Task Cameras_MoreThanDecoders_TheLastIsToldToSendJpeg()
    {
        byte[][] units = await UnitClip.MovingAsync();
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Uplink:MaxDecoders"] = "1" });
        await using TestCamera first = await host.CameraAsync(Token);
        await using TestCamera second = await host.CameraAsync(Token + "-2");

        Assert.Equal("processed", await first.ExchangeUnitAsync(0, units[0]));
        Assert.Equal("failed", await second.ExchangeUnitAsync(0, units[0]));

        Assert.Contains("Uplink:MaxDecoders", (await second.TakeAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("processed", await first.ExchangeUnitAsync(1, units[1]));
    }

    [Theory]
    [InlineData("H264:FfmpegPath", "no-such-ffmpeg", "no-such-ffmpeg was not found")]
    [InlineData("Uplink:Enabled", "false", "Uplink:Enabled")]
    public async Task Decoder_NotThere_CamerasAreToldWhyAndSendJpeg(string setting, string value, string reason)
    {
        byte[][] units = await UnitClip.MovingAsync(frames: 1);
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { [setting] = value });
        await using TestCamera camera = await host.CameraAsync(Token);

        JsonElement announced = (await host.GetAsync("/api/server")).Json.GetProperty("h264_input");
        Assert.Equal("failed", await camera.ExchangeUnitAsync(0, units[0]));
        JsonElement error = await camera.TakeAsync("error");

        Assert.False(announced.GetProperty("accepted").GetBoolean());
        Assert.Contains(reason, announced.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("h264_unavailable", error.GetProperty("code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));
    }

    [Fact]
    public async Task Server_WithFfmpeg_AnnouncesThatItTakesH264()
    {
        await UnitClip.MovingAsync(frames: 1);

        JsonElement announced = (await Host.GetAsync("/api/server")).Json.GetProperty("h264_input");

        Assert.True(announced.GetProperty("accepted").GetBoolean());
    }

    // The server says which processes it starts, and for which stream: its log names a stream by a hash.
    private IEnumerable<int> DecoderIds(RelayHost? host = null) =>
        from line in Lines(host ?? Host, "started")
        select int.Parse(ProcessId().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private IEnumerable<string> Lines(RelayHost host, string what)
    {
        string stream = Streams.StreamToken.TryParse(Token, out Streams.StreamToken token) ? token.ToString() : "";
        return host.Log.Lines.Where(line => line.Contains($"Decoder of stream {stream} {what}", StringComparison.Ordinal));
    }

    [GeneratedRegex("process ([0-9]+)")]
    private static partial Regex ProcessId();
}
