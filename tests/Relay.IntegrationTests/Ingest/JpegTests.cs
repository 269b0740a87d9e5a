using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>Which JPEGs are accepted, and what is said of the others.</summary>
public sealed class JpegTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int MaxFrameBytes = 10 * 1024 * 1024;

    /// <summary>Files that fail, by name, with their error code.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "progressive", "not_baseline" },
        { "extended", "not_baseline" },
        { "lossless", "not_baseline" },
        { "arithmetic", "not_baseline" },
        { "12 bits", "not_baseline" },
        { "four components", "not_baseline" },
        { "16384x16384", "frame_too_large" },
        { "65535x65535", "frame_too_large" },
        { "16385x1", "frame_too_large" },
        { "4001x4000", "frame_too_large" },
        { "more than 10 MiB", "frame_too_large" },
        { "0x0", "not_decodable" },
        { "scan at half", "not_decodable" },
        { "scan at nine tenths", "not_decodable" },
        { "no scan", "not_decodable" },
        { "empty", "not_decodable" },
        { "one byte", "not_decodable" },
        { "start marker only", "not_decodable" },
        { "png", "not_decodable" },
        { "noise", "not_decodable" },
        { "text", "not_decodable" },
        { "claims more rows than it has", "not_decodable" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Frame_OfRefusedFile_FailsWithItsErrorAndTheStreamGoesOn(string kind, string code)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("failed", await camera.ExchangeAsync(1, Make(kind)));
        Assert.Equal(code, await camera.ErrorAsync());

        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));
        Assert.Equal(2, (await viewer.FrameAsync()).Number);
        Assert.Equal(2, camera.Count("frame_ack"));
        Assert.Equal(1, camera.Count("error"));
    }

    [Theory]
    [InlineData(1, 1, JpegSubsampling.Yuv420)]
    [InlineData(3, 2, JpegSubsampling.Yuv444)]
    [InlineData(639, 361, JpegSubsampling.Yuv420)]
    [InlineData(321, 241, JpegSubsampling.Yuv422)]
    [InlineData(320, 240, JpegSubsampling.Grey)]
    [InlineData(320, 240, JpegSubsampling.Yuv440)]
    [InlineData(16384, 16, JpegSubsampling.Yuv420)]
    [InlineData(8, 16384, JpegSubsampling.Grey)]
    public async Task Frame_OfAcceptedFile_IsPublishedInItsSize(int width, int height, JpegSubsampling subsampling)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Picture(width, height, subsampling)));

        ViewerFrame frame = await viewer.FrameAsync();
        Assert.Equal((width, height), (frame.Width, frame.Height));
    }

    [Fact]
    public async Task Frame_Of16Megapixels_IsProcessed()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Picture(4000, 4000, JpegSubsampling.Grey, noise: 0)));
    }

    [Fact]
    public async Task Frame_OfExactly10MiB_IsProcessed()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(1, JpegSurgery.PaddedTo(TestJpeg.Small, MaxFrameBytes)));
    }

    [Fact]
    public async Task Frame_WithExifRotation_IsNotTurned()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(1, JpegSurgery.WithExifRotation(TestJpeg.Picture(200, 100))));

        ViewerFrame frame = await viewer.FrameAsync();
        Assert.Equal((200, 100), (frame.Width, frame.Height));
        Assert.Equal((200, 100), JpegSurgery.Size(frame.Jpeg));
    }

    [Fact]
    public async Task Metadata_ClaimsAnotherSize_GeometryIsTheHeaders()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.SendTextAsync("""{"type":"frame_metadata","timestamp":1,"frameNumber":1,"width":9999,"height":1,"format":"jpeg"}""");
        await camera.SendBinaryAsync(TestJpeg.Picture(120, 90));

        ViewerFrame frame = await viewer.FrameAsync();
        Assert.Equal((120, 90), (frame.Width, frame.Height));
    }

    [Fact]
    public async Task Frame_RealProgressivePhoto_IsNotBaseline()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("failed", await camera.ExchangeAsync(1, SharedFile.Read("media/street.jpg")));

        Assert.Equal("not_baseline", await camera.ErrorAsync());
    }

    private static byte[] Make(string kind) => kind switch
    {
        "progressive" => JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC2),
        "extended" => JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC1),
        "lossless" => JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC3),
        "arithmetic" => JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC9),
        "12 bits" => JpegSurgery.WithPrecision(TestJpeg.Small, 12),
        "four components" => JpegSurgery.WithFourComponents(TestJpeg.Small),
        "16384x16384" => JpegSurgery.WithSize(TestJpeg.Small, 16384, 16384),
        "65535x65535" => JpegSurgery.WithSize(TestJpeg.Small, 65535, 65535),
        "16385x1" => JpegSurgery.WithSize(TestJpeg.Small, 16385, 1),
        "4001x4000" => JpegSurgery.WithSize(TestJpeg.Small, 4001, 4000),
        "more than 10 MiB" => JpegSurgery.PaddedTo(TestJpeg.Small, MaxFrameBytes + 1),
        "0x0" => JpegSurgery.WithSize(TestJpeg.Small, 0, 0),
        "scan at half" => JpegSurgery.Truncated(TestJpeg.Picture(320, 240), 0.5),
        "scan at nine tenths" => JpegSurgery.Truncated(TestJpeg.Picture(320, 240), 0.9),
        "no scan" => TestJpeg.Small[..JpegSurgery.ScanStart(TestJpeg.Small)],
        "empty" => [],
        "one byte" => [0xFF],
        "start marker only" => [0xFF, 0xD8],
        "png" => [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]],
        "noise" => Noise(20_000),
        "text" => [.. "<html>not a picture</html>"u8],
        "claims more rows than it has" => JpegSurgery.WithSize(TestJpeg.Small, 64, 480),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
