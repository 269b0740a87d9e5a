using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class BoxTrackerPredictTests : TrackerTest
{
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
        Assert.Equal(1, Tracker.Predict(2100, Threshold, new PixelSize(500, 300), expected));

        Assert.Equal(walker.At(2100).X / 2, expected[0].Detection.X, 1f);
        Assert.Equal(60, expected[0].Detection.Height, 1f);
    }

    [Fact]
    public void Predict_SeveralObjects_StrongestFirstAndNoMoreThanFit()
    {
        Update(0, new MovingObject(100, 100).At(0, 0.3f), new MovingObject(300, 100).At(0, 0.9f), new MovingObject(500, 100).At(0, 0.6f));

        Assert.Equal([0.9f, 0.6f, 0.3f], Predict(50).Select(box => box.Detection.Confidence));
        Assert.Equal(2, Tracker.Predict(50, Threshold, Picture, new TrackedDetection[2]));
    }

    [Fact]
    public void Predict_ThresholdWasRaised_WeakerObjectsAreLeftOut()
    {
        Update(0, new MovingObject(100, 100).At(0, 0.3f), new MovingObject(300, 100).At(0, 0.9f));

        var expected = new TrackedDetection[4];
        Assert.Equal(1, Tracker.Predict(50, 0.5f, Picture, expected));
        Assert.Equal(0.9f, expected[0].Detection.Confidence);
    }
}
