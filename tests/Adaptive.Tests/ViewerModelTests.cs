namespace RealtimeDetect.Adaptive.Tests;

public sealed class ViewerModelTests
{
    [Fact]
    public void Add_ReportOfAStallAfterTimedFrames_StillKnowsTheLink()
    {
        var viewer = new ViewerModel();
        var timed = new ViewerSample(30, 60, 0) { PaintMs = 10, Downlink = new LinkSample(30, 30, 20, 25_000) };
        viewer.Add(TimeSpan.Zero, timed, toServerMs: 20, cameraBytes: 25_000);
        double before = viewer.MeanMs(50_000);

        viewer.Add(TimeSpan.FromSeconds(0.5), new ViewerSample(0, 400, 0), toServerMs: 20, cameraBytes: 25_000);

        Assert.Equal(before, viewer.MeanMs(50_000), 6);
        Assert.True(viewer.MeanMs(50_000) > viewer.MeanMs(25_000) + 15);
    }
}
