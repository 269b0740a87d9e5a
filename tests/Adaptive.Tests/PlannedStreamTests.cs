namespace RealtimeDetect.Adaptive.Tests;

public sealed class PlannedStreamTests
{
    private readonly LinkedStream _stream = new(new ControllerOptions());

    [Fact]
    public void Plan_GoodLinkAndMachine_StaysAtTheStart()
    {
        _stream.Run(60);

        Assert.Equal(new OperatingPoint(640, 0.25f, 30, 0.8, 1280), _stream.Point);
        Assert.Equal(0, _stream.Planner.Changes);
    }

    [Fact]
    public void Plan_UplinkFallsAndReturns_PictureFollowsWithinTwoSeconds()
    {
        _stream.Run(20);

        _stream.UplinkRate = 8e6;
        _stream.Run(1.5);
        OperatingPoint narrow = _stream.Point;
        _stream.Run(10);
        _stream.UplinkRate = 100e6;
        _stream.Run(2);

        Assert.True(StreamUtility.Picture(narrow.JpegQuality, narrow.MaxLongSidePx) < 0.8);
        Assert.True(StreamUtility.Picture(_stream.Point.JpegQuality, _stream.Point.MaxLongSidePx) > 0.9);
    }

    [Theory]
    [InlineData(6e6)]
    [InlineData(3e6)]
    [InlineData(1.2e6)]
    [InlineData(0.6e6)]
    public void Plan_UplinkCarriesFewOfTheFramesFromTheStart_TakesASmallerPicture(double rate)
    {
        _stream.UplinkRate = rate;

        _stream.Run(10);

        Assert.InRange(StreamUtility.Picture(_stream.Point.JpegQuality, _stream.Point.MaxLongSidePx), 0, 0.65);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Plan_LinkFallsAgainAndAgainWhilePagesSettle_IsBackSoonAfterwards(double before)
    {
        _stream.Run(before);
        _stream.Viewers.Add(new LinkedViewer());
        foreach (double rate in (double[])[24e6, 14e6, 8e6, 5e6])
        {
            _stream.UplinkRate = rate;
            _stream.Run(1.5);
        }

        _stream.UplinkRate = 100e6;
        _stream.Run(5);

        Assert.InRange(_stream.Point.MaxLongSidePx * _stream.Point.JpegQuality, 0.7 * 1280 * 0.8, 1280 * 0.8);
    }

    [Fact]
    public void Plan_ViewersThatHeldItDownLeave_IsBackAtOnce()
    {
        _stream.Viewers.Add(new LinkedViewer(12e6, LowestTier: PictureTier.Full));
        _stream.Viewers.Add(new LinkedViewer(12e6, LowestTier: PictureTier.Full));
        _stream.Run(40);
        OperatingPoint held = _stream.Point;

        _stream.Viewers.RemoveAt(2);
        _stream.Viewers.RemoveAt(1);
        _stream.Run(0.5);

        Assert.True(StreamUtility.Picture(held.JpegQuality, held.MaxLongSidePx) < 0.9, $"{held}");
        Assert.Equal((640, 0.8, 1280), (_stream.Point.InferenceSize, _stream.Point.JpegQuality, _stream.Point.MaxLongSidePx));
    }

    [Fact]
    public void Plan_MachineSlowsFourfold_TakesASmallerNetworkAtOnceAndKeepsThePicture()
    {
        _stream.Run(20);

        _stream.InferenceMs *= 4;
        _stream.Run(1);

        Assert.InRange(_stream.Point.InferenceSize, 320, 416);
        Assert.Equal(0.8, _stream.Point.JpegQuality);
    }

    [Fact]
    public void Plan_LinkTooFarForTheObjective_StillShowsAPictureWorthSeeing()
    {
        _stream.UplinkMs = 200;

        _stream.Run(60);

        Assert.Equal(30, _stream.Point.TargetFps);
        Assert.True(StreamUtility.Picture(_stream.Point.JpegQuality, _stream.Point.MaxLongSidePx) > 0.7);
    }

    [Theory]
    [InlineData(5, 60)]
    [InlineData(5, 150)]
    [InlineData(5, 250)]
    [InlineData(3, 400)]
    [InlineData(1, 600)]
    public void Plan_SlowCameraOnASlowMachine_KeepsTheLargestNetwork(double cameraFps, double inferenceMs)
    {
        _stream.CameraFps = cameraFps;
        _stream.InferenceMs = inferenceMs;

        _stream.Run(60);

        Assert.Equal(640, _stream.Point.InferenceSize);
        Assert.Equal(0, _stream.Planner.Changes);
    }

    [Fact]
    public void Plan_SlowCameraOnALoadedMachine_KeepsTheLargestNetworkThroughHiccups()
    {
        _stream.CameraFps = 4;
        for (int i = 0; i < 20; i++)
        {
            _stream.InferenceMs = i % 4 == 3 ? 450 : 90;
            _stream.Run(1);
        }

        Assert.Equal(0, _stream.Planner.Changes);
    }

    [Fact]
    public void Plan_NoSizeKeepsTheObjective_KeepsTheBestPointOfThoseThatAreNearlyAsFast()
    {
        _stream.UplinkMs = 400;
        _stream.InferenceMs = 40;

        _stream.Run(60);

        Assert.InRange(_stream.Point.InferenceSize, 480, 640);
    }

    [Fact]
    public void Plan_NarrowUplink_SaysWhatItWeighedAndWhatComesNext()
    {
        _stream.UplinkRate = 8e6;

        _stream.Run(20);

        PlanAlternative dearest = _stream.Decision!.Alternatives[0];
        Assert.Equal(1, dearest.Utility);
        Assert.Contains("uplink", dearest.Verdict, StringComparison.Ordinal);
        Assert.Contains("uplink 8.0 Mbit/s", _stream.Decision.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(_stream.Decision.Next);
    }

    [Fact]
    public void Plan_CrowdComesAndGoes_ConfidenceRisesAndReturns()
    {
        _stream.Detections = 60;
        _stream.Run(60);
        float crowded = _stream.Point.ConfidenceThreshold;
        _stream.Detections = 20;
        _stream.Run(30);
        float between = _stream.Point.ConfidenceThreshold;
        _stream.Detections = 3;
        _stream.Run(60);

        Assert.Equal(0.45f, crowded);
        Assert.Equal(crowded, between);
        Assert.Equal(0.25f, _stream.Point.ConfidenceThreshold);
    }
}
