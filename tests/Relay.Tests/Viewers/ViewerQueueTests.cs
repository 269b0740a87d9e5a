using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class ViewerQueueTests : IDisposable
{
    private readonly ViewerQueue _queue = new(2);
    private readonly FrameHeaderWriter _writer = new();

    [Fact]
    public void Add_FullQueue_DropsTheOldest()
    {
        Assert.False(_queue.Add(Frame(1)));
        Assert.False(_queue.Add(Frame(2)));

        Assert.True(_queue.Add(Frame(3)));

        Assert.Equal(2, _queue.Take()?.Frame.Number);
        Assert.Equal(3, _queue.Take()?.Frame.Number);
        Assert.Null(_queue.Take());
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void Add_OlderThanOneBefore_IsLeftOut()
    {
        Assert.False(_queue.Add(Frame(2)));

        Assert.True(_queue.Add(Frame(1)));

        Assert.Equal(2, _queue.Take()?.Frame.Number);
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void KeepNewest_TwoWait_ReleasesTheOlder()
    {
        OutgoingFrame older = Frame(1);
        _queue.Add(older);
        _queue.Add(Frame(2));
        older.Release();

        Assert.Equal(1, _queue.KeepNewest());

        Assert.Throws<ObjectDisposedException>(() => older.Frame.Original);
        Assert.Equal(2, _queue.Take()?.Frame.Number);
        Assert.Equal(0, _queue.KeepNewest());
    }

    [Fact]
    public void Close_WaitingFrames_AreReleasedAndNoneIsTaken()
    {
        OutgoingFrame frame = Frame(1);
        _queue.Add(frame);

        _queue.Close();
        Assert.False(_queue.Add(frame));

        Assert.True(_queue.IsEmpty);
        Assert.Equal(4, frame.Frame.Original.Length);
        frame.Release();
        Assert.Throws<ObjectDisposedException>(() => frame.Frame.Original);
    }

    [Fact]
    public void Add_FrameAsPublished_IsQueuedUntilItsTakerLetsGo()
    {
        OutgoingFrame frame = Frame(1);

        _queue.Add(frame);
        Assert.True(frame.Frame.IsQueued);
        OutgoingFrame taken = _queue.Take()!.Value;
        Assert.True(frame.Frame.IsQueued);
        taken.Release();

        Assert.False(frame.Frame.IsQueued);
    }

    [Fact]
    public void Add_ReducedFrame_LeavesThePublishedOneAsItIs()
    {
        var reduced = new ReducedPicture(null, new PooledBytes(16), readyAt: 0);
        OutgoingFrame frame = Frame(1) with { Tier = PictureTier.Small, Reduced = reduced };

        _queue.Add(frame);

        Assert.False(frame.Frame.IsQueued);
        _queue.Take()!.Value.Release();
        Assert.False(frame.Frame.IsQueued);
    }

    public void Dispose() => _writer.Dispose();

    private OutgoingFrame Frame(long number)
    {
        PublishedFrame frame = PublishOrderTests.Frame(number);
        frame.Seal(number, _writer);
        return new OutgoingFrame(frame);
    }
}
