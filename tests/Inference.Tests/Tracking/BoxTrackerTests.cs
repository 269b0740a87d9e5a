using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class BoxTrackerTests
{
    private const float Threshold = 0.25f;
    private const double FrameMs = 100;

    private static readonly PixelSize Picture = new(1000, 600);

    private readonly BoxTracker _tracker = new(new TrackerOptions());

    [Fact]
    public void Predict_ConstantSpeed_FollowsTheObject()
    {
        var walker = new MovingObject(100, 200, SpeedX: 80, SpeedY: -20);
        for (int frame = 0; frame <= 20; frame++)
            Update(frame * FrameMs, walker.At(frame * FrameMs));

        TrackedDetection expected = Assert.Single(Predict(2000 + 150));

        Assert.InRange(expected.Detection.X, walker.At(2150).X - 1, walker.At(2150).X + 1);
        Assert.InRange(expected.Detection.Y, walker.At(2150).Y - 1, walker.At(2150).Y + 1);
        Assert.Equal(60, expected.Detection.Width, 0.1f);
        Assert.Equal(120, expected.Detection.Height, 0.1f);
        Assert.Equal(0.8f, expected.Detection.Confidence);
    }

    [Fact]
    public void Predict_IrregularTimestamps_FollowsTheObject()
    {
        var random = new Random(5);
        var walker = new MovingObject(100, 200, SpeedX: 80);
        double ms = 0;
        for (int frame = 0; frame <= 30; frame++)
        {
            Update(ms, walker.At(ms));
            ms += random.Next(10, 200);
        }

        double at = ms + 37;
        Assert.InRange(Assert.Single(Predict(at)).Detection.X, walker.At(at).X - 1.5f, walker.At(at).X + 1.5f);
    }

    [Fact]
    public void Predict_GrowingObject_Grows()
    {
        for (int frame = 0; frame <= 20; frame++)
            Update(frame * FrameMs, new Detection(0, 0.8f, 300 - (2 * frame), 200 - (4 * frame), 60 + (4 * frame), 120 + (8 * frame)));

        Detection expected = Assert.Single(Predict(2200)).Detection;

        Assert.InRange(expected.Width, 60 + (4 * 22) - 2, 60 + (4 * 22) + 2);
        Assert.InRange(expected.Height, 120 + (8 * 22) - 4, 120 + (8 * 22) + 4);
    }

    [Fact]
    public void Predict_ObjectSeenOnce_StaysWhereItWas()
    {
        var walker = new MovingObject(100, 200);
        long id = Update(0, walker.At(0))[0];

        TrackedDetection expected = Assert.Single(Predict(300));

        Assert.Equal(id, expected.TrackId);
        Assert.Equal(100, expected.Detection.X, 0.01f);
        Assert.Equal(120, expected.Detection.Height, 0.01f);
    }

    [Fact]
    public void Predict_BeforeTheNewestRun_IsTheNewestRun()
    {
        var walker = new MovingObject(100, 200, SpeedX: 80);
        for (int frame = 0; frame <= 10; frame++)
            Update(frame * FrameMs, walker.At(frame * FrameMs));

        Assert.Equal(walker.At(1000).X, Assert.Single(Predict(500)).Detection.X, 0.1f);
    }

    [Fact]
    public void Predict_ObjectLeavesThePicture_IsClippedAndThenLeftOut()
    {
        var walker = new MovingObject(900, 200, SpeedX: 200);
        for (int frame = 0; frame <= 3; frame++)
            Update(frame * FrameMs, walker.At(frame * FrameMs));

        Detection edge = Assert.Single(Predict(450)).Detection;

        Assert.Equal(Picture.Width, edge.Right, 0.01f);
        Assert.Empty(Predict(2000));
    }

    [Fact]
    public void Predict_PictureChangedItsSize_BoxesAreInTheNewOne()
    {
        var walker = new MovingObject(100, 200, SpeedX: 80);
        for (int frame = 0; frame <= 20; frame++)
            Update(frame * FrameMs, walker.At(frame * FrameMs));

        var expected = new TrackedDetection[4];
        Assert.Equal(1, _tracker.Predict(2100, Threshold, new PixelSize(500, 300), expected));

        Assert.Equal(walker.At(2100).X / 2, expected[0].Detection.X, 1f);
        Assert.Equal(60, expected[0].Detection.Height, 1f);
    }

    [Fact]
    public void Predict_SeveralObjects_StrongestFirstAndNoMoreThanFit()
    {
        Update(0, new MovingObject(100, 100).At(0, 0.3f), new MovingObject(300, 100).At(0, 0.9f), new MovingObject(500, 100).At(0, 0.6f));

        Assert.Equal([0.9f, 0.6f, 0.3f], Predict(50).Select(box => box.Detection.Confidence));
        Assert.Equal(2, _tracker.Predict(50, Threshold, Picture, new TrackedDetection[2]));
    }

    [Fact]
    public void Predict_ThresholdWasRaised_WeakerObjectsAreLeftOut()
    {
        Update(0, new MovingObject(100, 100).At(0, 0.3f), new MovingObject(300, 100).At(0, 0.9f));

        var expected = new TrackedDetection[4];
        Assert.Equal(1, _tracker.Predict(50, 0.5f, Picture, expected));
        Assert.Equal(0.9f, expected[0].Detection.Confidence);
    }

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

        _tracker.Forget();

        Assert.Null(_tracker.DetectedMs);
        Assert.Empty(Predict(0));
        Assert.True(Update(100, walker.At(100))[0] > before);
    }

    [Fact]
    public void Update_TimeGoesBack_CountsAsNoTimePassed()
    {
        var walker = new MovingObject(100, 200);
        long id = Update(5000, walker.At(0))[0];

        Assert.Equal(id, Update(1000, walker.At(0))[0]);
        Assert.Equal(5000, _tracker.DetectedMs);
    }

    [Fact]
    public void Update_300ObjectsInAGrid_KeepTheirIds()
    {
        MovingObject[] crowd = [.. Enumerable.Range(0, 300).Select(i =>
            new MovingObject(5 + (i % 30 * 32), 5 + (i / 30 * 55), SpeedX: (i % 3 - 1) * 10, SpeedY: (i % 5) - 2, Width: 24, Height: 44))];
        long[] first = Update(0, [.. crowd.Select(thing => thing.At(0))]);
        long[] last = [];

        for (double ms = FrameMs; ms <= 1000; ms += FrameMs)
            last = Update(ms, [.. crowd.Select(thing => thing.At(ms))]);

        Assert.Equal(first, last);
        Assert.Equal(300, first.Distinct().Count());
        Assert.Equal(300, Predict(1050).Count);
    }

    [Fact]
    public void Update_GhostsWithoutEnd_AreForgotten()
    {
        var random = new Random(3);
        for (int frame = 0; frame < 200; frame++)
        {
            Update(frame, [.. Enumerable.Range(0, 300).Select(_ =>
                new Detection(random.Next(80), 0.5f, random.Next(900), random.Next(500), 20, 20))]);
        }

        Assert.Equal(300, Predict(200).Count);
    }

    [Fact]
    public void Update_SameInputTwice_GivesTheSame()
    {
        Assert.Equal(Play(), Play());

        static List<TrackedDetection> Play()
        {
            var tracker = new BoxTracker(new TrackerOptions());
            var random = new Random(11);
            var predicted = new TrackedDetection[300];
            List<TrackedDetection> all = [];
            for (double ms = 0; ms < 3000; ms += 60)
            {
                Detection[] found = [.. Enumerable.Range(0, 40).Select(i =>
                    new Detection(i % 3, random.NextSingle(), (i * 23) + random.Next(9), 100 + random.Next(9), 40, 80))];
                tracker.Update(found, Threshold, Picture, ms, new long[found.Length]);
                all.AddRange(predicted[..tracker.Predict(ms + 30, Threshold, Picture, predicted)]);
            }
            return all;
        }
    }

    [Fact]
    public void UpdateAndPredict_SteadyState_AllocateNothing()
    {
        Detection[] found = [.. Enumerable.Range(0, 300).Select(i =>
            new MovingObject(5 + (i % 30 * 32), 5 + (i / 30 * 55), Width: 40, Height: 60).At(0))];
        long[] ids = new long[found.Length];
        var predicted = new TrackedDetection[found.Length];
        Play(0);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Play(3000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Play(double start)
        {
            for (double ms = start; ms < start + 2000; ms += FrameMs)
            {
                _tracker.Update(found, Threshold, Picture, ms, ids);
                _tracker.Predict(ms + 50, Threshold, Picture, predicted);
            }
        }
    }

    private long[] Update(double ms, params Detection[] detections)
    {
        long[] ids = new long[detections.Length];
        _tracker.Update(detections, Threshold, Picture, ms, ids);
        return ids;
    }

    private List<TrackedDetection> Predict(double ms)
    {
        var expected = new TrackedDetection[300];
        return [.. expected[.._tracker.Predict(ms, Threshold, Picture, expected)]];
    }
}
