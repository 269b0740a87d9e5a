namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>One camera a stream: who is refused, who replaces whom, and how the published numbers go on.</summary>
public sealed class SessionTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("one", "two")]
    [InlineData("one", null)]
    [InlineData(null, "two")]
    public async Task SecondCamera_OfAnotherSession_IsClosedWith4409AndTheFirstGoesOn(string? first, string? second)
    {
        await using TestCamera camera = await Host.CameraAsync(Token, first);
        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));

        await using TestCamera intruder = await Host.CameraAsync(Token, second);

        Assert.Equal(4409, await intruder.ClosedAsync());
        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));
    }

    [Fact]
    public async Task Camera_OfTheSameSession_ReplacesItsOlderSocket()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using TestCamera older = await Host.CameraAsync(Token, "phone-1");
        Assert.Equal("processed", await older.ExchangeAsync(7, TestJpeg.Small));

        await using TestCamera newer = await Host.CameraAsync(Token, "phone-1");

        Assert.Equal("processed", await newer.ExchangeAsync(1, TestJpeg.Small));
        Assert.NotEqual(4409, await older.ClosedAsync());
        Assert.Equal(7, (await viewer.FrameAsync()).Number);
        Assert.Equal(8, (await viewer.FrameAsync()).Number);
        Assert.True((await Host.StatsAsync(Token)).GetProperty("camera_connected").GetBoolean());
    }

    [Fact]
    public async Task PublishedNumbers_AfterAReconnect_GoOnByTheSmallestOffset()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using (TestCamera first = await Host.CameraAsync(Token))
        {
            await AssertPublishedAsync(first, 100, 100);
            await AssertPublishedAsync(first, 250, 250);
            await first.CloseAsync();
        }

        await using TestCamera second = await Host.CameraAsync(Token);
        await AssertPublishedAsync(second, 0, 251);
        await AssertPublishedAsync(second, 3, 254);
        await AssertPublishedAsync(second, 1000, 1251);

        // Acks speak the camera's own numbers.
        Assert.Equal(3, second.Count("frame_ack"));

        async Task AssertPublishedAsync(TestCamera camera, long number, long expected)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            Assert.Equal(expected, (await viewer.FrameAsync()).Number);
        }
    }

    [Fact]
    public async Task PublishedNumbers_OfACameraAlreadyBeyond_HaveNoOffset()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using (TestCamera first = await Host.CameraAsync(Token))
        {
            await first.ExchangeAsync(10, TestJpeg.Small);
            await first.CloseAsync();
        }

        await using TestCamera second = await Host.CameraAsync(Token);
        await second.ExchangeAsync(500, TestJpeg.Small);

        Assert.Equal(10, (await viewer.FrameAsync()).Number);
        Assert.Equal(500, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task Camera_AfterAnAbruptEnd_ComesBack()
    {
        await using (TestCamera first = await Host.CameraAsync(Token, "phone-1"))
        {
            await first.ExchangeAsync(1, TestJpeg.Small);
            first.Abort();
        }

        await using TestCamera second = await Host.CameraAsync(Token, "phone-1");

        Assert.Equal("processed", await second.ExchangeAsync(1, TestJpeg.Small));
        Assert.Equal(2, (await Host.StatsAsync(Token)).GetProperty("frames").GetProperty("processed").GetInt64());
    }

    [Fact]
    public async Task Camera_AfterAnOrderlyClose_LeavesTheTokenFree()
    {
        await using (TestCamera first = await Host.CameraAsync(Token))
            await first.CloseAsync();

        await using TestCamera second = await Host.CameraAsync(Token);

        Assert.Equal("processed", await second.ExchangeAsync(1, TestJpeg.Small));
    }
}
