using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.H264;

public sealed class PendingFramesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PendingFrames _pending;

    public PendingFramesTests() => _pending = new PendingFrames(TimeSpan.FromMilliseconds(250), _time);

    [Fact]
    public void Add_Times_BeginAtZeroRiseAndAreOddForKeyFramesOnly()
    {
        var times = new List<long> { _pending.Add(PublishOrderTests.Frame(1), false), _pending.Add(PublishOrderTests.Frame(2), true) };
        times.Add(_pending.Add(PublishOrderTests.Frame(3), false));
        _time.Advance(TimeSpan.FromMilliseconds(35));
        times.Add(_pending.Add(PublishOrderTests.Frame(4), false));
        times.Add(_pending.Add(PublishOrderTests.Frame(5), true));

        Assert.Equal([0, 3, 4, 34, 37], times);
    }

    [Fact]
    public void MayForceKey_AfterOne_NotForTheDistance()
    {
        Assert.True(_pending.MayForceKey);
        _pending.Add(PublishOrderTests.Frame(1), true);
        Assert.False(_pending.MayForceKey);
        _time.Advance(TimeSpan.FromMilliseconds(251));
        Assert.True(_pending.MayForceKey);
    }

    [Fact]
    public void Take_LaterFrame_LetsGoOfThoseBefore()
    {
        PublishedFrame skipped = PublishOrderTests.Frame(1);
        _pending.Add(skipped, false);
        long time = _pending.Add(PublishOrderTests.Frame(2), false);

        Assert.Equal(2, _pending.Take(time)?.CameraNumber);

        Assert.Throws<ObjectDisposedException>(() => skipped.Original);
        Assert.Null(_pending.Take(time));
        Assert.Equal(TimeSpan.Zero, _pending.OwedFor);
    }

    [Fact]
    public void Add_FirstIsToBeAKeyFrame_TimeIsZeroAllTheSame()
    {
        Assert.Equal(0, _pending.Add(PublishOrderTests.Frame(1), true));
    }

    [Fact]
    public void Take_TimeThatWasNeverGiven_IsNothingAndKeepsTheRest()
    {
        _pending.Take(_pending.Add(PublishOrderTests.Frame(1), false));
        _pending.Add(PublishOrderTests.Frame(2), true);

        Assert.Null(_pending.Take(2));

        Assert.Equal(2, _pending.Take(3)?.CameraNumber);
    }

    [Fact]
    public void OwedFor_NothingComes_Grows()
    {
        _pending.Add(PublishOrderTests.Frame(1), false);
        _time.Advance(TimeSpan.FromSeconds(2));
        _pending.Add(PublishOrderTests.Frame(2), false);

        Assert.Equal(2, _pending.OwedFor.TotalSeconds, 3);
    }

    [Fact]
    public void OwedFor_AfterASlowStart_CountsFromTheFirstUnit()
    {
        long first = _pending.Add(PublishOrderTests.Frame(1), false);
        _pending.Add(PublishOrderTests.Frame(2), false);
        _time.Advance(TimeSpan.FromSeconds(3));

        _pending.Take(first)?.Release();

        Assert.Equal(TimeSpan.Zero, _pending.OwedFor);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _pending.OwedFor.TotalSeconds, 3);
    }
}
