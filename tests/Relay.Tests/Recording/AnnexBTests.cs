using RealtimeDetect.Relay.Recording.Mp4;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class AnnexBTests
{
    [Fact]
    public void WriteSample_KeyFrame_HasLengthsAndItsParameterSetsApart()
    {
        byte[] unit = [0, 0, 0, 1, 0x67, 100, 0, 31, 0, 0, 0, 1, 0x68, 1, 0, 0, 0, 1, 0x06, 9, 0, 0, 0, 1, 0x65, 1, 2, 3];
        using var sample = new PooledBytes(64);

        AvcParameters? parameters = AnnexB.WriteSample(unit, sample);

        Assert.Equal([0, 0, 0, 2, 0x06, 9, 0, 0, 0, 4, 0x65, 1, 2, 3], sample.Written.ToArray());
        Assert.Equal([0x67, 100, 0, 31], parameters!.Sequence.ToArray());
        Assert.Equal([0x68, 1], parameters.Picture.ToArray());
    }

    [Fact]
    public void WriteSample_Delta_HasNoParameterSets()
    {
        using var sample = new PooledBytes(64);

        Assert.Null(AnnexB.WriteSample([0, 0, 0, 1, 0x41, 7, 8], sample));

        Assert.Equal([0, 0, 0, 3, 0x41, 7, 8], sample.Written.ToArray());
    }
}
