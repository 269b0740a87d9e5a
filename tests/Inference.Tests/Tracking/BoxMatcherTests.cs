using RealtimeDetect.Inference.Tracking;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class BoxMatcherTests
{
    private readonly BoxMatcher _matcher = new();
    private readonly int[] _detectionOfTrack = [-1, -1, -1];
    private readonly int[] _trackOfDetection = [-1, -1, -1];

    [Fact]
    public void Match_SeveralOverlap_TheGreatestOverlapGoesFirst()
    {
        _matcher.Add(0, 0, 0.5f);
        _matcher.Add(0, 1, 0.7f);
        _matcher.Add(1, 1, 0.6f);
        _matcher.Add(1, 0, 0.4f);

        _matcher.Match(_detectionOfTrack, _trackOfDetection);

        Assert.Equal([1, 0, -1], _detectionOfTrack);
        Assert.Equal([1, 0, -1], _trackOfDetection);
    }

    [Fact]
    public void Match_OneIsTaken_StaysAsItIs()
    {
        _detectionOfTrack[0] = 2;
        _trackOfDetection[2] = 0;
        _matcher.Add(0, 1, 0.9f);
        _matcher.Add(1, 2, 0.9f);

        _matcher.Match(_detectionOfTrack, _trackOfDetection);

        Assert.Equal([2, -1, -1], _detectionOfTrack);
        Assert.Equal([-1, -1, 0], _trackOfDetection);
    }

    [Fact]
    public void Match_EqualOverlaps_TheOlderTrackGoesFirst()
    {
        _matcher.Add(1, 0, 0.5f);
        _matcher.Add(0, 0, 0.5f);

        _matcher.Match(_detectionOfTrack, _trackOfDetection);

        Assert.Equal([0, -1, -1], _detectionOfTrack);
    }

    [Fact]
    public void Clear_PairsOfBefore_AreForgotten()
    {
        _matcher.Add(0, 0, 0.5f);
        _matcher.Clear();

        _matcher.Match(_detectionOfTrack, _trackOfDetection);

        Assert.Equal([-1, -1, -1], _detectionOfTrack);
    }
}
