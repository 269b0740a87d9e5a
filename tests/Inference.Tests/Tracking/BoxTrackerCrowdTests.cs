using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Tracking;
using RealtimeDetect.TestKit;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class BoxTrackerCrowdTests : TrackerTest
{
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
        double ms = 0;
        while (ms < 2000)
            UpdateAndPredict();

        Assert.Equal(0, SteadyState.AllocatedBytes(UpdateAndPredict));

        void UpdateAndPredict()
        {
            ms += FrameMs;
            Tracker.Update(found, Threshold, Picture, ms, ids);
            Tracker.Predict(ms + 50, Threshold, Picture, predicted);
        }
    }
}
