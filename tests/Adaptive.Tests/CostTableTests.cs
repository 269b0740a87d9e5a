namespace RealtimeDetect.Adaptive.Tests;

public sealed class CostTableTests
{
    private readonly CostTable _table = new();

    [Fact]
    public void Inference_SizeNotSeen_GoesWithTheArea()
    {
        _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.02, 0.004);

        Assert.Equal(0.005, _table.Inference(320, 1), 6);
        Assert.Equal(0.004, _table.Codec(1280), 6);
        Assert.InRange(_table.Codec(640), 0.001, 0.002);
    }

    [Fact]
    public void Inference_MachineSlows_AllSizesCostMore()
    {
        _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.02, 0.004);
        for (int i = 0; i < 6; i++)
            _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.06, 0.004);

        Assert.InRange(_table.Inference(640, 1), 0.059, 0.061);
        Assert.InRange(_table.Inference(320, 1), 0.0145, 0.0155);
    }

    [Theory]
    [InlineData(0.06, 0.06)]
    [InlineData(0.005, 0.005)]
    [InlineData(0.03, 0.0277)]
    public void Inference_OneSampleOfAnotherSpeed_IsBelievedWholeOnlyIfItIsTwiceAsMuchOrHalf(double seconds, double expected)
    {
        _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.02, 0.004);

        _table.Add(TimeSpan.Zero, 640, 1, 1280, seconds, 0.004);

        Assert.Equal(expected, _table.Inference(640, 1), 4);
    }

    [Fact]
    public void Inference_SizeCostsMoreThanItsArea_IsLearnedForThatSize()
    {
        _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.02, 0.004);
        _table.Add(TimeSpan.Zero, 320, 1, 1280, 0.008, 0.004);

        Assert.Equal(0.02, _table.Inference(640, 1), 6);
        Assert.InRange(_table.Inference(320, 1), 0.006, 0.008);
    }

    [Fact]
    public void Inference_Batch_HasARowOfItsOwn()
    {
        _table.Add(TimeSpan.Zero, 640, 1, 1280, 0.02, 0.004);
        _table.Add(TimeSpan.Zero, 640, 4, 1280, 0.01, 0.004);

        Assert.True(_table.Inference(640, 4) < _table.Inference(640, 1));
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.008, true)]
    [InlineData(0.03, false)]
    public void JumpedAt_OneSampleOfAnotherSpeed_IsWhenItIsTwiceAsMuchOrHalf(double seconds, bool isJump)
    {
        _table.Add(TimeSpan.FromSeconds(1), 640, 1, 1280, 0.02, 0.004);

        _table.Add(TimeSpan.FromSeconds(2), 640, 1, 1280, seconds, 0.004);

        Assert.Equal(isJump ? TimeSpan.FromSeconds(2) : null, _table.JumpedAt);
    }
}
