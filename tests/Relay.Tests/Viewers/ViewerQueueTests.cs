using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class ViewerQueueTests
{
    private readonly ViewerQueue _queue = new(2);

    [Fact]
    public void Add_FullQueue_DropsTheOldest()
    {
        Assert.False(_queue.Add(PublishOrderTests.Frame(1)));
        Assert.False(_queue.Add(PublishOrderTests.Frame(2)));

        Assert.True(_queue.Add(PublishOrderTests.Frame(3)));

        Assert.Equal(2, _queue.Take()?.CameraNumber);
        Assert.Equal(3, _queue.Take()?.CameraNumber);
        Assert.Null(_queue.Take());
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void Close_WaitingFrames_AreReleasedAndNoneIsTaken()
    {
        PublishedFrame frame = PublishOrderTests.Frame(1);
        _queue.Add(frame);

        _queue.Close();
        Assert.False(_queue.Add(frame));

        Assert.True(_queue.IsEmpty);
        Assert.Equal(4, frame.Original.Length);
        frame.Release();
        Assert.Throws<ObjectDisposedException>(() => frame.Original);
    }
}
