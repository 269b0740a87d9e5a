using RealtimeDetect.Inference.Detectors;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class NonMaxSuppressionTests
{
    [Fact]
    public void Select_OverlapAboveThreshold_KeepsTheStronger()
    {
        // 100x100 shifted by 10: intersection 9000, union 11000, IoU 0.818.
        ScoredBox[] boxes = [new(0, 0.6f, 10, 0, 110, 100), new(0, 0.9f, 0, 0, 100, 100)];

        Assert.Equal([1], new NonMaxSuppression(0.7f, 300).Select(boxes).ToArray());
        Assert.Equal([1, 0], new NonMaxSuppression(0.82f, 300).Select(boxes).ToArray());
    }

    [Fact]
    public void Select_OverlapOfAnotherClass_KeepsBoth()
    {
        ScoredBox[] boxes = [new(0, 0.6f, 0, 0, 100, 100), new(1, 0.9f, 0, 0, 100, 100)];

        Assert.Equal([1, 0], new NonMaxSuppression(0.7f, 300).Select(boxes).ToArray());
    }

    [Fact]
    public void Select_EqualConfidence_KeepsOrder()
    {
        ScoredBox[] boxes = [new(0, 0.5f, 0, 0, 9, 9), new(0, 0.5f, 20, 0, 29, 9), new(0, 0.5f, 40, 0, 49, 9)];

        Assert.Equal([0, 1, 2], new NonMaxSuppression(0.7f, 300).Select(boxes).ToArray());
        Assert.Equal([0, 1], new NonMaxSuppression(0.7f, 2).Select(boxes).ToArray());
    }

    [Fact]
    public void Select_NotFinite_LeavesOut()
    {
        ScoredBox[] boxes =
        [
            new(0, float.NaN, 0, 0, 9, 9), new(0, 0.9f, float.NaN, 0, 9, 9), new(0, 0.9f, 0, 0, float.PositiveInfinity, 9),
            new(0, 0.1f, 0, 0, 9, 9),
        ];

        Assert.Equal([3], new NonMaxSuppression(0.7f, 300).Select(boxes).ToArray());
    }

    [Fact]
    public void Select_EmptyBoxes_KeepsThem()
    {
        ScoredBox[] boxes = [new(0, 0.9f, 5, 5, 5, 5), new(0, 0.8f, 5, 5, 5, 5)];

        Assert.Equal([0, 1], new NonMaxSuppression(0.7f, 300).Select(boxes).ToArray());
    }

    [Fact]
    public void Select_RandomBoxes_IsGreedySuppression()
    {
        var random = new Random(3);
        var suppression = new NonMaxSuppression(0.5f, 50);
        for (int round = 0; round < 50; round++)
        {
            ScoredBox[] boxes = [.. Enumerable.Range(0, random.Next(200)).Select(_ => RandomBox(random))];

            int[] kept = suppression.Select(boxes).ToArray();

            Assert.Equal(Naive(boxes, 0.5f, 50), kept);
        }
    }

    private static ScoredBox RandomBox(Random random)
    {
        float x = random.Next(80), y = random.Next(80);
        return new ScoredBox(random.Next(3), random.Next(20) / 20f, x, y, x + random.Next(1, 60), y + random.Next(1, 60));
    }

    private static List<int> Naive(ScoredBox[] boxes, float iou, int max)
    {
        List<int> kept = [];
        foreach (int i in Enumerable.Range(0, boxes.Length).OrderByDescending(i => boxes[i].Confidence))
        {
            if (kept.Count < max && kept.All(k => boxes[k].ClassId != boxes[i].ClassId || boxes[k].IoU(boxes[i]) <= iou))
                kept.Add(i);
        }

        return kept;
    }
}
