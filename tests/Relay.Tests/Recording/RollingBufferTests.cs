using RealtimeDetect.Relay.Recording;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RollingBufferTests
{
    private readonly RollingBuffer _buffer = new(TimeSpan.FromSeconds(10), maxBytes: 1_000_000);

    [Fact]
    public void Last_LongStream_IsWhatWasAskedForFromAKeyFrameOn()
    {
        Fill(_buffer, Frames.Seconds(60));

        IReadOnlyList<RecordedFrame> last = _buffer.Last(TimeSpan.FromSeconds(10));

        Assert.True(last[0].IsKey);
        Assert.InRange(last[^1].TimeMs - last[0].TimeMs, 10_000, 12_000);
        Assert.Equal(1_000_000 + (1499 * 40), last[^1].TimeMs);
    }

    [Fact]
    public void Last_ShorterThanHeld_BeginsAtTheKeyFrameBefore()
    {
        Fill(_buffer, Frames.Seconds(9));

        IReadOnlyList<RecordedFrame> last = _buffer.Last(TimeSpan.FromSeconds(2.5));

        // 224 frames: the newest is 960 ms behind its key frame, so 2.5 s ago is after the key frame before.
        Assert.Equal(1_006_000, last[0].TimeMs);
    }

    [Fact]
    public void Add_MoreBytesThanAllowed_TheOldestPicturesGo()
    {
        var small = new RollingBuffer(TimeSpan.FromSeconds(10), maxBytes: 12_000);

        Fill(small, Frames.Seconds(8));

        Assert.InRange(small.Bytes, 5_000, 12_000);
        Assert.True(small.Last(TimeSpan.FromSeconds(10))[0].IsKey);
    }

    [Fact]
    public void Add_OnePictureGroupLargerThanAllowed_NothingIsHeldUntilTheNextKeyFrame()
    {
        var tiny = new RollingBuffer(TimeSpan.FromSeconds(10), maxBytes: 1_000);

        Fill(tiny, Frames.Seconds(2));
        Assert.Empty(tiny.Last(TimeSpan.FromSeconds(10)));

        Fill(tiny, [Frames.Of(2_000_000, isKey: true)]);
        Assert.Single(tiny.Last(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Clear_AndWhatIsDropped_LetsFramesGo()
    {
        RecordedFrame frame = Frames.Of(1, isKey: true);
        _buffer.Add(frame);
        frame.Release();
        Assert.Equal(100, frame.Sample.Length);

        _buffer.Clear();

        Assert.Equal(0, frame.Sample.Length);
        Assert.Equal(0, _buffer.Bytes);
    }

    private static void Fill(RollingBuffer buffer, IEnumerable<RecordedFrame> frames)
    {
        foreach (RecordedFrame frame in frames)
        {
            buffer.Add(frame);
            frame.Release();
        }
    }
}
