using System.Text;
using System.Text.Json;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class SentHeaderTests
{
    private const long ProcessedAtUs = 1_641_234_567_915_125;
    private const string Shared = """{"type":"frame_metadata","waterfall_ms":{"wait":0.4,"encode":1.2}}""";

    private readonly ManualTimeProvider _time = new();
    private readonly StreamWaterfall _waterfall = new();

    [Fact]
    public void Write_PublishedPicture_AddsQueueAndTime()
    {
        FrameResult result = Result();
        _time.Advance(TimeSpan.FromMicroseconds(3_250));

        JsonElement header = Write(new SentHeader(_waterfall, _time), Shared, result, null);

        Assert.Equal("frame_metadata", header.GetProperty("type").GetString());
        Assert.Equal("""{"wait":0.4,"encode":1.2,"send_queue":3.25}""", header.GetProperty("waterfall_ms").GetRawText());
        Assert.Equal(1_641_234_567_918.375, header.GetProperty("sent_at").GetDouble());
        Assert.Equal(3.25, _waterfall.Read().SendQueue.P50);
        Assert.Equal(0, _waterfall.Read().Transcode.P99);
    }

    [Fact]
    public void Write_PictureOfItsOwn_TellsItsMakingApart()
    {
        FrameResult result = Result();
        _time.Advance(TimeSpan.FromMilliseconds(8));
        long readyAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(2));

        JsonElement header = Write(new SentHeader(_waterfall, _time), Shared, result, readyAt);

        Assert.Equal(8, header.GetProperty("waterfall_ms").GetProperty("transcode").GetDouble(), 0.002);
        Assert.Equal(2, header.GetProperty("waterfall_ms").GetProperty("send_queue").GetDouble(), 0.002);
        Assert.Equal(8, _waterfall.Read().Transcode.P50, 0.002);
    }

    [Fact]
    public void Write_LongerHeaderAfterAShortOne_IsWhole()
    {
        FrameResult result = Result();
        var writer = new SentHeader(_waterfall, _time);
        Write(writer, Shared, result, null);
        string name = new('x', 5_000);

        JsonElement header = Write(writer, $"{{\"label\":\"{name}\",\"waterfall_ms\":{{\"wait\":1}}}}", result, null);

        Assert.Equal(name, header.GetProperty("label").GetString());
    }

    [Fact]
    public void Write_AfterTheFirst_AllocatesNothing()
    {
        FrameResult result = Result();
        byte[] shared = Encoding.UTF8.GetBytes(Shared);
        var writer = new SentHeader(_waterfall, TimeProvider.System);
        writer.Write(shared, result, null);

        Assert.Equal(0, SteadyState.AllocatedBytes(() => writer.Write(shared, result, result.ProcessedAt)));
    }

    private FrameResult Result() =>
        new(new PixelSize(4, 4), 320, 0.25f, new LabelSet([]), default, 1, ProcessedAtUs, _time.GetTimestamp());

    private static JsonElement Write(SentHeader writer, string shared, FrameResult result, long? readyAt) =>
        JsonElement.Parse(writer.Write(Encoding.UTF8.GetBytes(shared), result, readyAt).Span);
}
