using System.Net.WebSockets;

namespace RealtimeDetect.Relay.IntegrationTests.Viewers;

/// <summary>What a viewer must not send, and when its socket is closed.</summary>
public sealed class ViewerLimitTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int MaxTextBytes = 8 * 1024;
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>Texts that are answered with an error.</summary>
    public static TheoryData<string> Malformed =>
    [
        "", "null", "[]", "7", "{", "{}{}", "not json", "{\"type\":\"frame_ack\"", "{\"type\":\"frame_ack\",}", new string('[', 5000),
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Text_Malformed_IsErrorAndFramesGoOn(string text)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await viewer.SendTextAsync(text);
        await viewer.ErrorAsync();
        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.Equal(1, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task Text_AtAndOver8KiB_OnlyTheLongerIsAnError()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await viewer.SendTextAsync("{}".PadRight(MaxTextBytes));
        await viewer.FenceAsync();
        Assert.DoesNotContain(viewer.Texts, m => m.GetProperty("type").GetString() == "error");
        await viewer.SendTextAsync("{}".PadRight(MaxTextBytes + 1));

        await viewer.ErrorAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MaxMessageBytes)]
    public async Task Binary_IsError(int length)
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await viewer.SendBinaryAsync(new byte[length]);

        await viewer.ErrorAsync();
        await viewer.FenceAsync();
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task Message_Over64KiB_ClosesWith1009(WebSocketMessageType type)
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await viewer.SendFragmentAsync(new byte[MaxMessageBytes], type, isLast: false);
        await viewer.SendFragmentAsync(new byte[1], type, isLast: true);

        Assert.Equal(1009, await viewer.ClosedAsync());
    }

    [Fact]
    public async Task Errors_TheTenth_ClosesWith1008AfterItsError()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        for (int i = 0; i < 10; i++)
            await viewer.SendBinaryAsync([0]);

        Assert.Equal(1008, await viewer.ClosedAsync());
        Assert.Equal(10, viewer.Texts.Count(m => m.GetProperty("type").GetString() == "error"));
    }

    [Theory]
    [InlineData("""{"type":"performance_stats","fps":29.5,"latency":48.0,"queueSize":0}""")]
    [InlineData("""{"type":"performance_stats","fps":-1,"latency":1e300,"queueSize":-9}""")]
    [InlineData("""{"type":"performance_stats","fps":"fast","latency":null,"queueSize":[]}""")]
    [InlineData("""{"type":"performance_stats"}""")]
    [InlineData("""{"type":"a_type_of_the_future","fps":{}}""")]
    [InlineData("""{"frameNumber":1}""")]
    [InlineData("""{"type":7}""")]
    public async Task Numbers_OutOfRangeOrNone_AreNoErrors(string text)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        for (int i = 0; i < 12; i++)
            await viewer.SendTextAsync(text);
        await viewer.FenceAsync();
        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.DoesNotContain(viewer.Texts, m => m.GetProperty("type").GetString() == "error");
        Assert.Equal(1, (await viewer.FrameAsync()).Number);
    }
}
