using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class AckWindowTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly AckWindow _window;

    public AckWindowTests() => _window = new AckWindow(minimum: 3, TimeSpan.FromSeconds(1), acksAnnounced: false, _time);

    [Fact]
    public void HasRoom_ViewerNeverAcks_IsAlwaysTrue()
    {
        Send(1, 100);

        Assert.True(_window.HasRoom(30));
    }

    [Fact]
    public void HasRoom_ThreeBeyondTheLastAck_IsFalse()
    {
        Send(1, 1);
        _window.OnAck(1);

        Send(2, 3);
        Assert.True(_window.HasRoom(30));
        Send(4, 4);
        Assert.False(_window.HasRoom(30));

        _window.OnAck(3);
        Assert.True(_window.HasRoom(30));
    }

    [Fact]
    public void HasRoom_AfterTheAckTimeout_FramesCountAsPainted()
    {
        Send(1, 1);
        _window.OnAck(1);
        Send(2, 4);
        Assert.Equal(TimeSpan.FromSeconds(1), _window.NextExpiry);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_window.HasRoom(30));
        Assert.Null(_window.NextExpiry);
    }

    [Fact]
    public void HasRoom_AcksAnnounced_OneFrameUntilTheFirstAck()
    {
        var window = new AckWindow(minimum: 3, TimeSpan.FromSeconds(1), acksAnnounced: true, _time);
        window.OnSent(1);
        Assert.False(window.HasRoom(30));

        window.OnAck(1);
        window.OnSent(2);
        window.OnSent(3);

        Assert.True(window.HasRoom(30));
    }

    [Fact]
    public void HasRoom_AcksAnnouncedAndNoneComes_WaitsTenTimesAsLongEachTime()
    {
        var window = new AckWindow(minimum: 3, TimeSpan.FromSeconds(1), acksAnnounced: true, _time);
        window.OnSent(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(window.HasRoom(30));

        window.OnSent(2);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(window.HasRoom(30));
        Assert.Equal(TimeSpan.FromSeconds(0.1), window.NextExpiry);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(window.HasRoom(30));

        window.OnAck(2);
        window.OnSent(3);
        Assert.InRange(window.NextExpiry!.Value, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void HasRoom_LimitedLink_IsWhatTheLinkAllows()
    {
        Send(1, 1);
        _window.OnAck(1);
        Send(2, 2);
        Assert.True(_window.HasRoom(fps: 5, linkFrames: 2));

        Send(3, 3);

        Assert.False(_window.HasRoom(fps: 5, linkFrames: 2));
        Assert.True(_window.HasRoom(fps: 5));
    }

    [Fact]
    public void OnAck_NamesAFrame_TellsItsDelayAndAllBytesSettled()
    {
        _window.OnSent(1, 100);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _window.OnSent(2, 200);
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(new Delivery(TimeSpan.FromMilliseconds(50), 300), _window.OnAck(2));
        Assert.Null(_window.OnAck(2));
    }

    [Fact]
    public void OnAck_AfterTheTimeout_StillTellsTheDelay()
    {
        _window.OnSent(1, 100);
        _time.Advance(TimeSpan.FromMilliseconds(1500));
        _window.HasRoom(30);

        Assert.Equal(new Delivery(TimeSpan.FromMilliseconds(1500), 100), _window.OnAck(1));
    }

    [Fact]
    public void HasRoom_LongRoundTrip_WidensTheWindow()
    {
        Send(1, 1);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _window.OnAck(1);

        // 300 ms at 30 a second are 9 frames, and one more.
        Send(2, 10);
        Assert.True(_window.HasRoom(30));
        Send(11, 11);
        Assert.False(_window.HasRoom(30));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-5)]
    public void OnAck_NumberOutOfRange_IsClamped(double number)
    {
        Send(1, 5);

        _window.OnAck(number);

        Assert.Equal(number > 0, _window.HasRoom(30));
    }

    [Fact]
    public void UnderWay_OldestUnackedFrame_IsKnownOfViewersThatAck()
    {
        _window.OnSent(1, bytes: 500);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Delivery? beforeAnyAck = _window.UnderWay;
        _window.OnAck(1);
        Delivery? allAcked = _window.UnderWay;

        _window.OnSent(2, bytes: 700);
        _window.OnSent(3, bytes: 800);
        _time.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Null(beforeAnyAck);
        Assert.Null(allAcked);
        Assert.Equal(new Delivery(TimeSpan.FromMilliseconds(30), 700), _window.UnderWay);
    }

    private void Send(long first, long last)
    {
        for (long number = first; number <= last; number++)
            _window.OnSent(number);
    }
}
