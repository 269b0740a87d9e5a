namespace RealtimeDetect.Adaptive.Tests;

public sealed class ViewerModelTests
{
    [Fact]
    public void Add_ReportOfAStallAfterTimedFrames_StillKnowsTheLink()
    {
        var viewer = new ViewerModel();
        var timed = new ViewerSample(30, 60, 0) { PaintMs = 10, Downlink = new LinkSample(30, 30, 20, 25_000) };
        viewer.Add(TimeSpan.Zero, timed, toServerMs: 20, Frame(25_000));
        double before = MeanMs(viewer, 50_000);

        viewer.Add(TimeSpan.FromSeconds(0.5), new ViewerSample(0, 400, 0), toServerMs: 20, Frame(25_000));

        Assert.Equal(before, MeanMs(viewer, 50_000), 6);
        Assert.True(MeanMs(viewer, 50_000) > MeanMs(viewer, 25_000) + 15);
    }

    [Fact]
    public void Forecast_LongPaint_GrowsWithThePicture()
    {
        var viewer = new ViewerModel();
        var slow = new ViewerSample(15, 90, 0) { PaintMs = 70, Downlink = new LinkSample(15, 5, 1, 25_000) };
        for (int second = 0; second < 60; second++)
            viewer.Add(TimeSpan.FromSeconds(second), slow, toServerMs: 20, Frame(25_000));

        ViewerForecast forecast = viewer.Forecast([Frame(25_000), Frame(10_000), Frame(10_000) with { LongSidePx = 640 }], 1, isAlone: false);

        Assert.Equal((70 - 16) * 0.75, forecast.Coarse.MeanMs - forecast.Small.MeanMs, 0.1);
    }

    private static TierFrame Frame(double bytes) => new(bytes, 1280, 1, 0);

    private static double MeanMs(ViewerModel viewer, double bytes) => viewer.Forecast([Frame(bytes), Frame(bytes), Frame(bytes)], 1, isAlone: true).Full.MeanMs;
}
