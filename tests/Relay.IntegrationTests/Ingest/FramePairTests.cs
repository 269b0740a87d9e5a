using System.Net.WebSockets;
using System.Text;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>What is a frame and what is not: metadata, then its binary.</summary>
public sealed class FramePairTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Frame_WellFormed_IsProcessedAndPublished()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(123, TestJpeg.Small, 1641234567890.5));

        ViewerFrame frame = await viewer.FrameAsync();
        Assert.Equal(123, frame.Number);
        Assert.Equal(1641234567890.5, frame.Timestamp);
        Assert.Equal((64, 48), (frame.Width, frame.Height));
    }

    [Theory]
    [InlineData("""{"timestamp":0,"frameNumber":0}""")]
    [InlineData("""{"frameNumber":0,"timestamp":1e14,"width":"wide","height":-7,"format":null}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":0,"timestamp":0.25,"future":{"a":[1,{"b":2}]}}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":0,"timestamp":5,"format":"png","width":1e300}""")]
    public async Task Metadata_OtherFieldsMissingOrWrong_IsReceived(string metadata)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendTextAsync(metadata);
        await camera.SendBinaryAsync(TestJpeg.Small);

        Assert.Equal("processed", await camera.OutcomeAsync(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("""{"type":"frame_metadata","timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":-1,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1.5,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":"1","timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":9007199254740992,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":-0.1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":100000000000001}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":null}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":NaN}""")]
    public async Task Metadata_Malformed_IsErrorAndItsBinaryIsDiscarded(string metadata)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendTextAsync(metadata);
        await camera.SendBinaryAsync(TestJpeg.Small);
        Assert.Equal("processed", await camera.ExchangeAsync(2, TestJpeg.Small));

        await camera.ErrorAsync();
        Assert.Equal(1, camera.Count("error"));
        Assert.Equal(1, camera.Count("frame_ack"));
        Assert.Equal(1, (await Host.StatsAsync(Token)).GetProperty("frames").GetProperty("received").GetInt64());
    }

    [Theory]
    [InlineData(8192, "processed")]
    [InlineData(8193, null)]
    public async Task Metadata_AtTheLimitOf8KiB_CountsBytes(int bytes, string? outcome)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        string metadata = """{"type":"frame_metadata","frameNumber":1,"timestamp":1,"pad":"ä"}""";
        string padded = metadata.Replace("ä", "ä" + new string('x', bytes - Encoding.UTF8.GetByteCount(metadata)), StringComparison.Ordinal);

        await camera.SendTextAsync(padded);
        await camera.SendBinaryAsync(TestJpeg.Small);

        if (outcome is null)
            await camera.ErrorAsync();
        else
            Assert.Equal(outcome, await camera.OutcomeAsync(1));
        await camera.FenceAsync();
        Assert.Equal(outcome is null ? 0 : 1, camera.Count("frame_ack"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9007199254740991)]
    public async Task FrameNumber_AtItsBounds_IsProcessed(long number)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        Assert.Equal("processed", await camera.ExchangeAsync(number, TestJpeg.Small));

        Assert.Equal(number, (await viewer.FrameAsync()).Number);
    }

    [Fact]
    public async Task Metadata_FollowedByMetadata_FirstIsErrorSecondIsFrame()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendTextAsync(TestCamera.Metadata(1));
        await camera.SendFrameAsync(2, TestJpeg.Small);

        Assert.Equal("processed", await camera.OutcomeAsync(2));
        await camera.ErrorAsync();
        await camera.FenceAsync();
        Assert.Equal(1, camera.Count("frame_ack"));
    }

    [Fact]
    public async Task Binary_WithoutMetadata_IsErrorAndNotCounted()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendBinaryAsync(TestJpeg.Small);

        await camera.ErrorAsync();
        await camera.FenceAsync();
        Assert.Equal(0, camera.Count("frame_ack"));
        Assert.Equal(0, (await Host.StatsAsync(Token)).GetProperty("frames").GetProperty("received").GetInt64());
    }

    [Fact]
    public async Task Binary_SecondAfterOneMetadata_IsError()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendFrameAsync(1, TestJpeg.Small);
        await camera.SendBinaryAsync(TestJpeg.Small);

        await camera.ErrorAsync();
        Assert.Equal("processed", await camera.OutcomeAsync(1));
        await camera.FenceAsync();
        Assert.Equal(1, camera.Count("frame_ack"));
    }

    [Fact]
    public async Task OtherTypes_BetweenMetadataAndBinary_DoNotPart()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await camera.SendTextAsync(TestCamera.Metadata(1));
        await camera.SendTextAsync("""{"type":"clock_ping","t0":1}""");
        await camera.SendTextAsync("""{"type":"something_of_the_future","frameNumber":"x"}""");
        await camera.SendBinaryAsync(TestJpeg.Small);

        Assert.Equal("processed", await camera.OutcomeAsync(1));
        Assert.Equal(0, camera.Count("error"));
    }

    [Fact]
    public async Task Messages_InManyFragments_AreFramesAllTheSame()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        byte[] metadata = Encoding.UTF8.GetBytes(TestCamera.Metadata(1));

        for (int i = 0; i < metadata.Length; i += 20)
            await camera.SendFragmentAsync(metadata[i..Math.Min(i + 20, metadata.Length)], WebSocketMessageType.Text, i + 20 >= metadata.Length);
        await camera.SendFragmentAsync(TestJpeg.Small[..100], WebSocketMessageType.Binary, isLast: false);
        await camera.SendFragmentAsync([], WebSocketMessageType.Binary, isLast: false);
        await camera.SendFragmentAsync(TestJpeg.Small[100..], WebSocketMessageType.Binary, isLast: true);

        Assert.Equal("processed", await camera.OutcomeAsync(1));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(0)]
    public async Task FrameNumber_NotGreater_IsFailedWithFrameNumber(long second)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        Assert.Equal("processed", await camera.ExchangeAsync(5, TestJpeg.Small));
        int acks = camera.Count("frame_ack");

        await camera.SendFrameAsync(second, TestJpeg.Small);

        Assert.Equal("frame_number", await camera.ErrorAsync());
        Assert.Equal("failed", await camera.OutcomeAsync(second));
        Assert.Equal("processed", await camera.ExchangeAsync(6, TestJpeg.Small));
        Assert.Equal(acks + 2, camera.Count("frame_ack"));
    }

    [Fact]
    public async Task FrameNumber_WithGaps_KeepsItsValue()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        foreach (long number in (long[])[3, 10, 1_000_000])
        {
            Assert.Equal("processed", await camera.ExchangeAsync(number, TestJpeg.Small));
            Assert.Equal(number, (await viewer.FrameAsync()).Number);
        }
    }
}
