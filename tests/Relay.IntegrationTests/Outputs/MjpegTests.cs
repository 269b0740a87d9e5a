using System.Text.Json;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>Motion JPEG: parts, slow consumers, and the picture that stands in for a camera that is away.</summary>
public sealed class MjpegTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Mjpeg_FramesOfACamera_AreThePartsThatAViewerGets()
    {
        // Rates are those of the last two seconds, by a clock that stands still.
        await using RelayHost host = await RelayHost.StartAsync(time: new ManualTimeProvider(), detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync(Token);
        await using TestViewer viewer = await host.ViewerAsync(Token);
        await using EndlessAnswer mjpeg = await EndlessAnswer.GetAsync(host, $"/view/{Token}/mjpeg");
        await using EndlessAnswer raw = await EndlessAnswer.GetAsync(host, $"/view/{Token}/mjpeg?raw=1");

        for (int number = 0; number < 3; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            Assert.Equal((await viewer.FrameAsync(number)).Jpeg, await mjpeg.PartAsync());
            Assert.Equal(TestJpeg.Small, await raw.PartAsync());
        }

        Assert.Equal("multipart/x-mixed-replace; boundary=frame", mjpeg.ContentType);
        Assert.Equal("no-store", mjpeg.Header("Cache-Control"));
        JsonElement stats = await host.StatsAsync(Token);
        Assert.Equal(3, stats.GetProperty("viewer_count").GetInt32());
        JsonElement bytes = stats.GetProperty("bytes_per_second");
        Assert.All((string[])["received", "jpeg", "mjpeg"], output => Assert.True(bytes.GetProperty(output).GetDouble() > 0, $"{output}: {bytes}"));
        Assert.Equal(["jpeg", "mjpeg", "mjpeg"], stats.GetProperty("viewers").EnumerateArray().Select(one => one.GetProperty("output").GetString()).Order());
        Assert.All(stats.GetProperty("viewers").EnumerateArray(), one => Assert.True(one.GetProperty("bytes_per_second").GetDouble() > 0, $"{one}"));
        Assert.All((string[])["h264", "events", "snapshot", "base64"], output => Assert.Equal(0, bytes.GetProperty(output).GetDouble()));
    }

    [Fact]
    public async Task Mjpeg_ConsumerThatReadsNothing_SkipsFramesAndHoldsNobody()
    {
        const int Frames = 60;
        byte[] jpeg = TestJpeg.Picture(640, 480, noise: 120);
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using EndlessAnswer slow = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/mjpeg?raw=1");
        await using EndlessAnswer quick = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/mjpeg?raw=1");

        for (int number = 0; number < Frames; number++)
        {
            await camera.ExchangeAsync(number, Numbered(jpeg, number));
            Assert.Equal(number, NumberOf(await quick.PartAsync()));
        }
        var seen = new List<int>();
        do
            seen.Add(NumberOf(await slow.PartAsync()));
        while (seen[^1] < Frames - 1);

        Assert.Equal(seen.Order(), seen);
        Assert.True(seen.Count < Frames, $"{seen.Count} of {Frames} frames were kept for a consumer that read none");
    }

    [Fact]
    public async Task Mjpeg_CameraLeaves_ConsumerStaysAndSeesAPictureOfTheSameSize()
    {
        await using EndlessAnswer mjpeg = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/mjpeg");
        Assert.Equal(new PixelSize(1280, 720), DecodedSize.Of(await mjpeg.PartAsync()));

        await using (TestCamera camera = await Host.CameraAsync(Token))
        {
            await camera.ExchangeAsync(0, TestJpeg.Picture(320, 240));
            Assert.Equal(new PixelSize(320, 240), DecodedSize.Of(await mjpeg.PartAsync()));
            await camera.CloseAsync();
        }
        byte[] away = await mjpeg.PartAsync();
        await using TestCamera back = await Host.CameraAsync(Token);
        await back.ExchangeAsync(0, TestJpeg.Small);

        Assert.Equal(new PixelSize(320, 240), DecodedSize.Of(away));
        Assert.Equal(new PixelSize(64, 48), DecodedSize.Of(await mjpeg.PartAsync()));
    }

    [Theory]
    [InlineData("mjpeg?max_fps=no", 400)]
    [InlineData("mjpeg?max_fps=0", 400)]
    [InlineData("mjpeg?raw=yes", 400)]
    [InlineData("events?format=xml", 400)]
    public async Task Output_QueryOutOfRange_IsAProblemThatNamesIt(string output, int status)
    {
        HttpAnswer answer = await Host.GetAsync($"/view/{Token}/{output}");

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        string parameter = output.Split('?', '=')[1];
        Assert.Contains(parameter, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mjpeg_ServerStops_EndsTheAnswer()
    {
        await using RelayHost host = await RelayHost.StartAsync();
        await using EndlessAnswer mjpeg = await EndlessAnswer.GetAsync(host, "/view/stopping/mjpeg");
        await mjpeg.PartAsync();

        await host.StopAsync().WithinAsync(Budget.LongWait, "the server's stop");
    }

    // A comment segment behind the start marker, with the number in it.
    private static byte[] Numbered(byte[] jpeg, int number) => [.. jpeg[..2], 0xFF, 0xFE, 0, 4, (byte)(number >> 8), (byte)number, .. jpeg[2..]];

    private static int NumberOf(byte[] jpeg) => (jpeg[6] << 8) | jpeg[7];
}
