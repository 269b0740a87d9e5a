using System.Net.WebSockets;
using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>When the server closes a camera's socket, and with which code.</summary>
public sealed class CameraLimitTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int Strikes = 10;
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    [Fact]
    public async Task Errors_TheTenth_ClosesWith1008AfterItsErrorAndAck()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        for (int number = 0; number < Strikes; number++)
        {
            await camera.SendFrameAsync(number, [0xFF, 0xD8]);
            Assert.Equal("failed", await camera.OutcomeAsync(number));
        }

        Assert.Equal(1008, await camera.ClosedAsync());
        Assert.Equal(Strikes, camera.Count("error"));
        Assert.Equal(Strikes, camera.Count("frame_ack"));
    }

    [Fact]
    public async Task Errors_NineInARow_LeaveTheSocketOpen()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        for (int round = 0; round < 3; round++)
        {
            for (int i = 1; i < Strikes; i++)
                await camera.SendTextAsync("garbage");
            // A processed frame clears them.
            Assert.Equal("processed", await camera.ExchangeAsync(round, TestJpeg.Small));
        }

        Assert.Equal(3 * (Strikes - 1), camera.Count("error"));
        Assert.True(camera.IsOpen);
    }

    [Fact]
    public async Task Errors_OfMetadataAlone_AreStrikesToo()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        for (int i = 0; i < Strikes; i++)
            await camera.SendTextAsync("{}");

        Assert.Equal(1008, await camera.ClosedAsync());
        Assert.Equal(Strikes, camera.Count("error"));
    }

    [Fact]
    public async Task Message_Over16MiB_ClosesWith1009()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        byte[] part = new byte[1024 * 1024];

        await camera.SendTextAsync(TestCamera.Metadata(1));
        for (int sent = 0; sent < MaxMessageBytes; sent += part.Length)
            await camera.SendFragmentAsync(part, WebSocketMessageType.Binary, isLast: false);
        await camera.SendFragmentAsync([0], WebSocketMessageType.Binary, isLast: true);

        Assert.Equal(1009, await camera.ClosedAsync(Budget.LongWait));
    }

    [Fact]
    public async Task Message_Of16MiB_IsAFailedFrameOnly()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        Assert.Equal("failed", await camera.ExchangeAsync(1, new byte[MaxMessageBytes]));

        Assert.Equal("frame_too_large", await camera.ErrorAsync());
        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));
    }

    [Fact]
    public async Task Text_Over8KiB_IsAnErrorOnly()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendTextAsync(new string(' ', 1024 * 1024));
        await camera.ErrorAsync();

        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));
    }

    [Fact]
    public async Task Error_NamesACodeAndASentence()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendBinaryAsync([1]);

        JsonElement error = await camera.TakeAsync("error");
        Assert.Matches("^[a-z_]+$", error.GetProperty("code").GetString()!);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Stop_OfTheServer_ClosesBothKindsWith1001()
    {
        RelayHost host = await RelayHost.StartAsync(detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync(Token);
        await using TestViewer viewer = await host.ViewerAsync(Token);
        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));

        Task stopped = host.StopAsync();

        Assert.Equal(1001, await camera.ClosedAsync());
        Assert.Equal(1001, await viewer.ClosedAsync());
        await stopped.WithinAsync("the server's stop");
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Sockets_BeyondTheLimits_AreRefusedWith503()
    {
        await using RelayHost host = await RelayHost.StartAsync(
            new Dictionary<string, string?> { ["Streams:MaxSockets"] = "2", ["Streams:MaxStreams"] = "1" }, detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync(Token);

        HandshakeRefusedException otherStream = await Assert.ThrowsAsync<HandshakeRefusedException>(() => host.CameraAsync("other"));
        await using TestViewer viewer = await host.ViewerAsync(Token);
        HandshakeRefusedException third = await Assert.ThrowsAsync<HandshakeRefusedException>(() => host.ViewerAsync(Token));

        Assert.Equal(503, otherStream.StatusCode);
        Assert.Equal(503, third.StatusCode);
    }
}
