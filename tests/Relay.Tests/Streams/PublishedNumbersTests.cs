using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Tests.Pipeline;

namespace RealtimeDetect.Relay.Tests.Streams;

public sealed class PublishedNumbersTests : IDisposable
{
    private readonly PublishedNumbers _numbers = new();

    [Fact]
    public void Next_FirstCamera_KeepsItsNumbers()
    {
        var camera = new SilentCamera();

        Assert.Equal(100, _numbers.Next(camera, 100));
        Assert.Equal(103, _numbers.Next(camera, 103));
    }

    [Fact]
    public void Next_CameraThatStartsAgain_GoesOnWithTheSmallestOffset()
    {
        _numbers.Next(new SilentCamera(), 41);
        var second = new SilentCamera();

        Assert.Equal(42, _numbers.Next(second, 1));
        Assert.Equal(44, _numbers.Next(second, 3));
    }

    [Fact]
    public void Next_CameraThatCountsOn_KeepsItsNumbers()
    {
        _numbers.Next(new SilentCamera(), 41);

        Assert.Equal(90, _numbers.Next(new SilentCamera(), 90));
    }

    public void Dispose() => _numbers.Dispose();
}
