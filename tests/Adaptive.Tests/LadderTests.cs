namespace RealtimeDetect.Adaptive.Tests;

public sealed class LadderTests
{
    [Theory]
    [InlineData(320, 640, 640, new[] { 640, 544, 480, 416, 352, 320 })]
    [InlineData(320, 480, 640, new[] { 480, 416, 352, 320 })]
    [InlineData(320, 320, 640, new[] { 320 })]
    [InlineData(416, 640, 416, new[] { 416 })]
    [InlineData(0, 9999, 9999, new[] { 640, 544, 480, 416, 352, 320 })]
    [InlineData(330, 500, 640, new[] { 480, 416, 352, 320 })]
    public void InferenceSizes_Range_AreMultiplesOf32FromTheStartDown(int lowest, int start, int highest, int[] expected)
    {
        ControllerOptions options = new() { MinInferenceSize = lowest, StartInferenceSize = start, MaxInferenceSize = highest };

        Assert.Equal(expected, QualityLadder.InferenceSizes(options));
    }

    [Fact]
    public void ViewerRungs_Defaults_EachCostsLessThanTheOneBefore()
    {
        IReadOnlyList<QualityRung> rungs = QualityLadder.ViewerRungs(new ControllerOptions());

        Assert.Equal(new QualityRung(1, 0.8, 1280, 0.25f), rungs[0]);
        Assert.Equal(new QualityRung(0.2, 0.4, 640, 0.39f), rungs[^1]);
        Assert.All(rungs.Zip(rungs.Skip(1)), pair =>
        {
            Assert.True(Cost(pair.Second) < 0.95 * Cost(pair.First));
            Assert.True(pair.Second.Confidence > pair.First.Confidence);
        });
    }

    [Fact]
    public void ViewerRungs_EverythingPinned_LeavesOne()
    {
        ControllerOptions options = new()
        {
            MinFps = 30,
            MaxFps = 30,
            MinJpegQuality = 0.8,
            MinLongSidePx = 1280,
            MaxConfidence = 0.25f,
        };

        Assert.Single(QualityLadder.ViewerRungs(options));
    }

    private static double Cost(QualityRung rung) => rung.FpsShare * rung.JpegQuality * rung.LongSidePx * rung.LongSidePx;
}
