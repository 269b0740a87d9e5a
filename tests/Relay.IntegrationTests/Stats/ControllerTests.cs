using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Stats;

/// <summary>What a stream's controller tells of itself.</summary>
public sealed class ControllerTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Controller_OfALiveStream_BeginsWithTheStartingPointAndSaysWhatItRunsAt()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await camera.ExchangeAsync(1, TestJpeg.Small);

        JsonElement report = await ControllerAsync();

        Assert.True(report.GetProperty("camera_connected").GetBoolean());
        JsonElement start = report.GetProperty("changes")[0];
        Assert.Equal("starting point", start.GetProperty("cause").GetString());
        Assert.InRange(start.GetProperty("at").GetInt64(), 0, report.GetProperty("now").GetInt64());
        Assert.Equal(start.GetProperty("inference_size").GetInt32(), report.GetProperty("point").GetProperty("inference_size").GetInt32());
        Assert.NotEmpty(report.GetProperty("controller").GetProperty("cause").GetString()!);
        Assert.Equal(JsonValueKind.Array, report.GetProperty("costs").ValueKind);
    }

    [Fact]
    public async Task Controller_OfNoStream_HasNoCameraAndNoChanges()
    {
        JsonElement report = await ControllerAsync();

        Assert.False(report.GetProperty("camera_connected").GetBoolean());
        Assert.Equal(0, report.GetProperty("changes").GetArrayLength());
    }

    private async Task<JsonElement> ControllerAsync() => (await Host.GetAsync($"/api/camera/{Token}/controller")).Json;
}
