namespace RealtimeDetect.Adaptive.Tests;

/// <summary>Samples of a healthy stream, to be changed by `with`, and a way to feed one many times.</summary>
internal static class Samples
{
    /// <summary>30 of 30 fps, 60 % busy, one contented viewer.</summary>
    public static readonly ControlSample Healthy = new()
    {
        Viewers = [new ViewerSample(30, 80, 0) { ViewerId = 1 }],
        ViewerCount = 1,
        ReceivedFps = 30,
        PublishedFps = 30,
        ProcessingP95 = TimeSpan.FromMilliseconds(26),
        ServiceMean = TimeSpan.FromMilliseconds(20),
        InferenceMean = TimeSpan.FromMilliseconds(14),
        CameraConnected = true,
        ComputeLoad = 0.6,
    };

    /// <summary>15 of 30 fps for want of a faster machine.</summary>
    public static readonly ControlSample Overloaded = Healthy with
    {
        Viewers = [new ViewerSample(15, 80, 0) { ViewerId = 1 }],
        PublishedFps = 15,
        ProcessingP95 = TimeSpan.FromMilliseconds(110),
        ServiceMean = TimeSpan.FromMilliseconds(66),
        InferenceMean = TimeSpan.FromMilliseconds(50),
        ComputeLoad = 1,
    };

    /// <summary>As many viewers as numbers given, each painting that many of 30 frames a second.</summary>
    public static ControlSample Painting(params double[] fps) => Healthy with
    {
        Viewers = [.. fps.Select((value, i) => new ViewerSample(value, 80, 0) { ViewerId = i + 1 })],
        ViewerCount = fps.Length,
    };

    /// <summary>Decides on the sample each half second for a while; returns the last decision that changed something, if any did.</summary>
    public static ControlDecision Feed(this StreamPlanner planner, ControlSample sample, double fromSeconds, double toSeconds)
    {
        ControlDecision? changed = null;
        ControlDecision? decision = null;
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5)
        {
            decision = planner.Decide(sample with { Time = TimeSpan.FromSeconds(seconds) });
            changed = decision.Changed ? decision : changed;
        }

        return changed ?? decision!;
    }
}
