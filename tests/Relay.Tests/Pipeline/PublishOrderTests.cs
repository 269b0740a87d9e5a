using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Pipeline;

public sealed class PublishOrderTests
{
    private readonly List<long> _published = [];
    private readonly PublishOrder _order;

    public PublishOrderTests() => _order = new PublishOrder(3, (frame, _) => _published.Add(frame.CameraNumber));

    [Fact]
    public void Complete_OutOfOrder_PublishesInOrder()
    {
        _order.Complete(1, Frame(1));
        _order.Complete(2, Frame(2));
        Assert.Empty(_published);

        _order.Complete(0, Frame(0));

        Assert.Equal([0, 1, 2], _published);
        Assert.Equal(3, _order.Next);
    }

    [Fact]
    public void Complete_WithoutAFrame_LetsTheNextOnesThrough()
    {
        _order.Complete(1, Frame(1));

        _order.Complete(0, null);
        _order.Complete(2, Frame(2));

        Assert.Equal([1, 2], _published);
    }

    internal static PublishedFrame Frame(long number, ICameraSource? source = null, byte[]? jpeg = null)
    {
        var annotated = new PooledBytes(16);
        annotated.Write(jpeg ?? []);
        var camera = new CameraFrame(source ?? new SilentCamera(), number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);
        var result = new FrameResult(new PixelSize(4, 4), 320, 0.25f, new LabelSet([]), default, 1, 0, 0);
        return new PublishedFrame(camera, annotated, [], result);
    }
}
