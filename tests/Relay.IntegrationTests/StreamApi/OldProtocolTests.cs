using System.Text.Json;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.IntegrationTests.Outputs;

namespace RealtimeDetect.Relay.IntegrationTests.StreamApi;

/// <summary>The stream API's sockets: a client of the older protocol by itself, and side by side with everyone else.</summary>
public sealed class OldProtocolTests : RelayTest
{
    private readonly OldClient _client;

    public OldProtocolTests(RelayFixture fixture)
        : base(fixture) => _client = new OldClient(Host.Address);

    [Fact]
    public async Task OldClient_CreatesSendsListsViewsAndDeletes()
    {
        string id = await _client.CreateAsync(new { quality = "medium", fps = 24, jpeg_quality = 80 });
        Assert.Contains(id, await _client.ListAsync());
        await using OldSocket camera = await _client.StreamAsync(id);
        await using OldSocket viewer = await _client.ViewerAsync(id);
        await viewer.SendAsync("join_stream");
        Assert.Equal(id, (await viewer.DataAsync("stream_info")).GetProperty("stream_id").GetString());

        await camera.SendAsync("start_stream");
        JsonElement info = await camera.DataAsync("stream_info", data => data.GetProperty("status").GetString() == "live");
        await camera.SendTextAsync(OldClient.Frame(id, TestJpeg.Picture(320, 240), 42));
        JsonElement frame = await viewer.DataAsync("frame");

        Assert.Equal("medium", info.GetProperty("settings").GetProperty("quality").GetString());
        Assert.Equal(id, frame.GetProperty("stream_id").GetString());
        Assert.Equal(42, frame.GetProperty("frame_number").GetInt32());
        Assert.Equal(1234567890, frame.GetProperty("timestamp").GetDouble());
        Assert.Equal("low", frame.GetProperty("quality").GetString());
        Assert.Equal(new PixelSize(320, 240), DecodedSize.Of(frame.GetProperty("frame").GetBytesFromBase64()));

        Assert.Equal(204, (await _client.SendAsync(HttpMethod.Delete, $"/api/streams/{id}")).Status);
        Assert.Equal(4404, await camera.ClosedAsync());
        Assert.Equal(4404, await viewer.ClosedAsync());
        Assert.Equal(404, (await _client.SendAsync(HttpMethod.Get, $"/api/streams/{id}")).Status);
        Assert.DoesNotContain(id, await _client.ListAsync());
    }

    [Fact]
    public async Task OldCamera_NormalViewerAndMjpeg_SeeTheSameStream()
    {
        await using OldSocket camera = await _client.StreamAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using OldSocket oldViewer = await _client.ViewerAsync(Token);
        await oldViewer.DataAsync("stream_info");
        await using EndlessAnswer mjpeg = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/mjpeg");
        await mjpeg.PartAsync();

        await camera.SendTextAsync(OldClient.Frame(Token, TestJpeg.Small, 7, timestamp: 1641234567.5));
        ViewerFrame frame = await viewer.FrameAsync();

        Assert.Equal(7, frame.Number);
        Assert.Equal(1641234567500, frame.Metadata.GetProperty("timestamp").GetDouble());
        Assert.Equal(frame.Jpeg, (await oldViewer.DataAsync("frame")).GetProperty("frame").GetBytesFromBase64());
        Assert.Equal(frame.Jpeg, await mjpeg.PartAsync());
    }

    [Fact]
    public async Task NormalCamera_OldViewer_SeesItsFramesAndDetections()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using OldSocket oldViewer = await _client.ViewerAsync(Token);
        await oldViewer.DataAsync("stream_info");

        await camera.ExchangeAsync(1, TestJpeg.Small);
        JsonElement data = await oldViewer.DataAsync("frame");
        ViewerFrame frame = await viewer.FrameAsync();

        Assert.Equal(frame.Jpeg, data.GetProperty("frame").GetBytesFromBase64());
        Assert.Equal(frame.SharedMetadata, data.GetProperty("metadata").ToString());
    }

    [Fact]
    public async Task OldViewer_Leaves_GetsNoFramesUntilItJoinsAgain()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using OldSocket viewer = await _client.ViewerAsync(Token);
        await viewer.DataAsync("stream_info", data => data.GetProperty("viewer_count").GetInt32() == 1);

        await viewer.SendAsync("leave_stream");
        await viewer.DataAsync("stream_info", data => data.GetProperty("viewer_count").GetInt32() == 0);
        await camera.ExchangeAsync(1, TestJpeg.Small);
        await viewer.SendAsync("join_stream");
        await viewer.DataAsync("stream_info");
        await camera.ExchangeAsync(2, TestJpeg.Small);

        Assert.Equal(2, (await viewer.DataAsync("frame")).GetProperty("frame_number").GetInt32());
    }

    [Fact]
    public async Task OldCamera_StopsAndStartsAgain_GivesItsPlaceBack()
    {
        await using OldSocket camera = await _client.StreamAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await camera.SendTextAsync(OldClient.Frame(Token, TestJpeg.Small, 1));
        await viewer.FrameAsync(1);

        await camera.SendAsync("stop_stream");
        await camera.DataAsync("stream_info", data => !data.GetProperty("camera_connected").GetBoolean());
        await camera.SendTextAsync(OldClient.Frame(Token, TestJpeg.Small, 2));
        Assert.Equal("not_started", (await camera.DataAsync("error")).GetProperty("code").GetString());
        await camera.SendAsync("start_stream");
        await camera.SendTextAsync(OldClient.Frame(Token, TestJpeg.Small, 3));

        Assert.Equal(3, (await viewer.FrameAsync()).Number);
    }

    [Theory]
    [InlineData("\"data:image/jpeg;base64,{0}\"")]
    [InlineData("\"{0}\"")]
    public async Task OldCamera_FrameAsBrowsersAndOthersWriteIt_IsTaken(string form)
    {
        byte[] jpeg = TestJpeg.Picture(320, 240);
        string base64 = Convert.ToBase64String(jpeg);
        Assert.Contains('/', base64);
        await using OldSocket camera = await _client.StreamAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await viewer.SendTextAsync("""{"type":"subscribe","overlay":"data"}""");
        await viewer.FenceAsync();
        string frame = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, base64.Replace("/", "\\/", StringComparison.Ordinal));

        await camera.SendTextAsync($"{{\"type\":\"frame_data\",\"stream_id\":\"{Token}\",\"frame\":{frame}}}");

        Assert.Equal(jpeg, (await viewer.FrameAsync()).Jpeg);
    }

    [Theory]
    [InlineData("""{"type":"frame","data":{"frame":"not base64!"}}""", "malformed_frame")]
    [InlineData("""{"type":"frame","data":{}}""", "malformed_frame")]
    [InlineData("""{"type":"frame","data":{"frame":"AAAA","frame_number":-1}}""", "malformed_frame")]
    [InlineData("""{"type":"frame","data":{"frame":"AAAA"}}""", "not_decodable")]
    [InlineData("""{"type":"frame","data":{"stream_id":"another","frame":"AAAA"}}""", "stream_id")]
    [InlineData("""{"type":"start_stream","data":{"stream_id":null}} trailing""", "malformed_message")]
    [InlineData("[]", "malformed_message")]
    public async Task OldCamera_BadMessage_IsAnErrorAndTheSocketGoesOn(string text, string code)
    {
        await using OldSocket camera = await _client.StreamAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.SendTextAsync(text);
        Assert.Equal(code, (await camera.DataAsync("error")).GetProperty("code").GetString());
        await camera.SendTextAsync(OldClient.Frame(Token, TestJpeg.Small, 9));

        Assert.Equal(9, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task OldCamera_OnATakenStream_IsClosedWith4409()
    {
        await using TestCamera first = await Host.CameraAsync(Token);
        await first.FenceAsync();
        await using OldSocket second = await _client.StreamAsync(Token);

        await second.SendAsync("start_stream");

        Assert.Equal(4409, await second.ClosedAsync());
    }

    [Fact]
    public async Task OldCamera_BinaryMessagesOnly_IsClosedAfterTenErrors()
    {
        await using OldSocket camera = await _client.StreamAsync(Token);

        for (int i = 0; i < 10; i++)
            await camera.SendBinaryAsync([1, 2, 3]);

        Assert.Equal(1008, await camera.ClosedAsync());
    }
}
