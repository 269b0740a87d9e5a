using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class BoxTrackerIdTests : TrackerTest
{
    [Fact]
    public void Update_NothingFound_CarriesNothingAndKeepsTheId()
    {
        var walker = new MovingObject(100, 200);
        long id = Update(0, walker.At(0))[0];

        Assert.Empty(Update(100));
        Assert.Empty(Predict(150));

        Assert.Equal(id, Update(200, walker.At(200))[0]);
    }

    [Fact]
    public void Update_ObjectsOfOneClassCross_KeepTheirIds()
    {
        var right = new MovingObject(100, 200, SpeedX: 100);
        var left = new MovingObject(500, 230, SpeedX: -100);
        long[] first = Update(0, right.At(0), left.At(0));
        long[] last = [];

        for (double ms = FrameMs; ms <= 4000; ms += FrameMs)
            last = Update(ms, right.At(ms), left.At(ms));

        Assert.Equal(first, last);
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void Update_ObjectsOfTwoClassesInOnePlace_KeepTheirIds()
    {
        var rider = new MovingObject(100, 200, SpeedX: 50, ClassId: 0);
        var bicycle = new MovingObject(100, 200, SpeedX: 50, ClassId: 1);
        long[] first = Update(0, rider.At(0), bicycle.At(0));

        long[] second = Update(100, bicycle.At(100), rider.At(100));

        Assert.Equal([first[1], first[0]], second);
    }

    [Fact]
    public void Update_ObjectHiddenForHalfASecond_ComesBackWithItsId()
    {
        var walker = new MovingObject(100, 200, SpeedX: 80);
        long id = 0;
        for (double ms = 0; ms <= 1000; ms += FrameMs)
            id = Update(ms, walker.At(ms))[0];
        for (double ms = 1100; ms <= 1500; ms += FrameMs)
            Update(ms);

        Assert.Equal(id, Update(1600, walker.At(1600))[0]);
    }

    [Fact]
    public void Update_ObjectHiddenForLong_ComesBackAsAnother()
    {
        var walker = new MovingObject(100, 200);
        long id = Update(0, walker.At(0))[0];
        Update(600);

        long later = Update(1100, walker.At(1100))[0];

        Assert.True(later > id);
    }

    [Fact]
    public void Update_ObjectHalfHidden_WeakDetectionsKeepItsId()
    {
        var walker = new MovingObject(100, 200, SpeedX: 80);
        long id = 0;
        for (double ms = 0; ms <= 1000; ms += FrameMs)
            id = Update(ms, walker.At(ms))[0];

        for (double ms = 1100; ms <= 3000; ms += FrameMs)
        {
            Assert.Equal(id, Update(ms, walker.At(ms, 0.15f))[0]);
            // What a detection would leave out as too weak is not carried either.
            Assert.Empty(Predict(ms));
        }
        Assert.Equal(id, Update(3100, walker.At(3100))[0]);
    }

    [Fact]
    public void Update_WeakDetectionOfNothingKnown_GetsNoTrack()
    {
        Assert.Equal([0], Update(0, new MovingObject(100, 200).At(0, 0.15f)));
        Assert.Empty(Predict(0));
    }

    [Fact]
    public void Forget_IdsAreNotGivenAgain()
    {
        var walker = new MovingObject(100, 200);
        long before = Update(0, walker.At(0))[0];

        Tracker.Forget();

        Assert.Null(Tracker.DetectedMs);
        Assert.Empty(Predict(0));
        Assert.True(Update(100, walker.At(100))[0] > before);
    }

    [Fact]
    public void Update_TimeGoesBack_CountsAsNoTimePassed()
    {
        var walker = new MovingObject(100, 200);
        long id = Update(5000, walker.At(0))[0];

        Assert.Equal(id, Update(1000, walker.At(0))[0]);
        Assert.Equal(5000, Tracker.DetectedMs);
    }
}
