using RealtimeDetect.Relay.Transport;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Transport;

public sealed class MemoryDuplexTests
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OneEnd_IsReadAtTheOther()
    {
        (MemoryDuplex one, MemoryDuplex other) = MemoryDuplex.Create();
        byte[] buffer = new byte[8];

        await one.WriteAsync(new byte[] { 1, 2, 3 }, _stop);
        await other.WriteAsync(new byte[] { 4 }, _stop);
        int there = await other.ReadAsync(buffer.AsMemory(0, 4), _stop);
        int back = await one.ReadAsync(buffer.AsMemory(4), _stop);

        Assert.Equal((3, 1), (there, back));
        Assert.Equal([1, 2, 3, 0, 4, 0, 0, 0], buffer);
    }

    [Fact]
    public async Task Write_FarMoreThanIsRead_DoesNotWait()
    {
        (MemoryDuplex one, _) = MemoryDuplex.Create();

        Task written = one.WriteAsync(new byte[4 * 1024 * 1024], _stop).AsTask();

        await written.WithinAsync("the write");
    }

    [Fact]
    public async Task Dispose_OneEnd_TheOtherReadsTheEnd()
    {
        (MemoryDuplex one, MemoryDuplex other) = MemoryDuplex.Create();

        await one.DisposeAsync();

        Assert.Equal(0, await other.ReadAsync(new byte[1], _stop));
    }
}
