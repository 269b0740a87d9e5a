using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class AckWindowTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly AckWindow _window;

    public AckWindowTests() => _window = new AckWindow(minimum: 3, TimeSpan.FromSeconds(1), _time);

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

    private void Send(long first, long last)
    {
        for (long number = first; number <= last; number++)
            _window.OnSent(number);
    }
}
