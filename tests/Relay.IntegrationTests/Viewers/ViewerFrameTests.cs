using System.Text.Json;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.IntegrationTests.Viewers;

/// <summary>What a viewer is sent: pairs, in order, each at most once. The kit's viewer checks every message besides.</summary>
public sealed class ViewerFrameTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Frame_HasEveryFieldOfTheContract()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        double before = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;

        await camera.ExchangeAsync(5, TestJpeg.Picture(320, 240), 1641234567890.125);
        ViewerFrame frame = await viewer.FrameAsync();

        JsonElement metadata = frame.Metadata;
        Assert.Equal("frame_metadata", metadata.GetProperty("type").GetString());
        Assert.Equal(1641234567890.125, frame.Timestamp);
        Assert.Equal("jpeg", metadata.GetProperty("format").GetString());
        Assert.Equal(320, metadata.GetProperty("inference_size").GetInt32());
        Assert.Equal(0.25, metadata.GetProperty("confidence_threshold").GetDouble());
        Assert.InRange(metadata.GetProperty("processed_at").GetDouble(), before - 1, before + Budget.LongWait.TotalMilliseconds);
        Assert.True(metadata.GetProperty("processing_time_ms").GetDouble() > 0);
        Assert.True(metadata.GetProperty("timings_ms").GetProperty("inference").GetDouble() > 0);
    }

    [Fact]
    public async Task Frames_OfAFastCamera_AreInOrderAndAtMostOnce()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer first = await Host.ViewerAsync(Token);
        await using TestViewer second = await Host.ViewerAsync(Token);

        for (int number = 0; number < 60; number++)
            await camera.SendFrameAsync(number, TestJpeg.Picture(320, 240));
        await camera.OutcomeAsync(59);

        Assert.Equal(59, (await first.FrameAsync(59)).Number);
        Assert.Equal(59, (await second.FrameAsync(59)).Number);
    }

    [Fact]
    public async Task Viewer_ThatComesLate_GetsTheNextFrame()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await camera.ExchangeAsync(1, TestJpeg.Small);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.ExchangeAsync(2, TestJpeg.Small);

        Assert.Equal(2, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task Viewer_ThatComesBeforeTheCamera_Waits()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        Assert.False((await Host.StatsAsync(Token)).GetProperty("camera_connected").GetBoolean());
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.Equal(1, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task Streams_OfDifferentTokens_DoNotMix()
    {
        await using TestCamera one = await Host.CameraAsync(Token + "1");
        await using TestCamera two = await Host.CameraAsync(Token + "2");
        await using TestViewer viewerOfOne = await Host.ViewerAsync(Token + "1");
        await using TestViewer viewerOfTwo = await Host.ViewerAsync(Token + "2");

        await one.ExchangeAsync(1, TestJpeg.Picture(100, 80));
        await two.ExchangeAsync(2, TestJpeg.Picture(80, 100));
        await viewerOfOne.FenceAsync();
        await viewerOfTwo.FenceAsync();

        Assert.Equal(100, Assert.Single(viewerOfOne.Frames).Width);
        Assert.Equal(80, Assert.Single(viewerOfTwo.Frames).Width);
    }

    [Fact]
    public async Task Boxes_BeyondTheFrame_AreNotSent()
    {
        var detector = new FakeDetector
        {
            Found = [new Detection(0, 0.9f, 0, 0, 64, 48), new Detection(0, 0.5f, 60.126f, 40.777f, 3.874f, 7.223f), new Detection(0, 0.1f, 1, 1, 5, 5)],
        };
        await using RelayHost host = await RelayHost.StartAsync(detector: detector);
        await using TestCamera camera = await host.CameraAsync(Token);
        await using TestViewer viewer = await host.ViewerAsync(Token);

        await camera.ExchangeAsync(1, TestJpeg.Small);
        ViewerFrame frame = await viewer.FrameAsync();

        // The contract's checks of boxes and confidences are the viewer's own; the third is below the threshold.
        Assert.Equal([0.9, 0.5], frame.Detections.Select(found => found.Confidence));
        Assert.Equal("thing", frame.Detections[0].Label);
    }
}
