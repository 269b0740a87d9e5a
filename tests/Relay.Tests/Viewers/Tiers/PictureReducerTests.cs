using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Tiers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers.Tiers;

public sealed class PictureReducerTests : IDisposable
{
    private readonly FrameHeaderWriter _writer = new();

    private readonly PictureReducer _reducer = new(
        Options.Create(new ViewerOptions()), Options.Create(new IngestOptions()), TimeProvider.System, NullLogger<PictureReducer>.Instance);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WhetherOrNotASocketHoldsTheFrame_IsMade(bool isHeld)
    {
        PublishedFrame frame = PublishOrderTests.Frame(1, jpeg: TestJpeg.Picture(1280, 720));
        frame.Seal(1, _writer);
        if (isHeld)
            frame.OnQueued();
        var made = new TaskCompletionSource<OutgoingFrame>(TaskCreationOptions.RunContinuationsAsynchronously);

        _reducer.Request(new ReductionKey(this, PictureTier.Small, Original: false), frame, outgoing =>
        {
            outgoing.AddReference();
            made.SetResult(outgoing);
        });

        OutgoingFrame reduced = await made.Task.WithinAsync("the smaller picture");
        Assert.Equal(PictureTier.Small, reduced.Tier);
        Assert.InRange(reduced.Picture(original: false).Length, 1000, frame.Annotated.Length / 2);
        reduced.Release();
        frame.Release();
    }

    public void Dispose()
    {
        _reducer.Dispose();
        _writer.Dispose();
    }
}
