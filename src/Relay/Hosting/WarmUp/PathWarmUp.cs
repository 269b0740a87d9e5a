using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Uplink;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Hosting.WarmUp;

/// <summary>Sends made-up frames the whole way from a camera's socket to a viewer's, until the compiler is done with it; then the server is ready.</summary>
/// <remarks>
/// Code that has run a few times only is up to nine times slower. The sockets are real but for the network; the stream is in no
/// registry and its frames in no count. <b>Errors:</b> a failure is logged, and the server is ready nonetheless.
/// </remarks>
internal sealed partial class PathWarmUp(
    ModelCatalog models, StreamServices services, Readiness readiness, IMeterFactory meters, IOptions<PipelineOptions> pipeline,
    IOptions<IngestOptions> ingest, IOptions<ViewerOptions> viewers, IOptions<H264Options> h264, H264Feeds feeds, PictureReducer reducer,
    UplinkDecoders uplinks, TimeProvider time, ILogger<PathWarmUp> logger) : BackgroundService
{
    /// <summary>Name of the meter that counts the made-up frames.</summary>
    private const string MeterName = "RealtimeDetect.WarmUp";

    private static readonly PixelSize PictureSize = new(640, 360);

    /// <summary>A server that is not warm by then says ready as it is.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenLanesWarm.WaitAsync(stoppingToken);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        try
        {
            await RunAsync(either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            Log.NotWarm(logger, e);
        }
        // What loading and warming up left behind goes now, not under the first camera's frames.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        readiness.SetReady(models.Main.ExecutionProvider);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        _ = StreamToken.TryParse("warm-up", out StreamToken token);
        using var stream = new LiveStream(token, models.Main.Model.Name, window: 2, QuietServices());
        using var camera = new PathPeer();
        using var viewer = new PathPeer();
        using var cameraSession = new CameraSession(camera.Server, ingest.Value, uplinks, time);
        await using var viewerSession = new ViewerSession(
            viewer.Server, SocketBacklog.None, new ViewerWishes(Acks: false, TakesSmaller: false), stream, viewers.Value,
            new UnitQueue(h264.Value.QueueUnits), feeds, reducer, QuietMetrics(), time);
        stream.TryAttachCamera(cameraSession, null);
        stream.AttachSink(viewerSession);
        Task sessions = Task.WhenAll(cameraSession.RunAsync(stream), viewerSession.RunAsync());
        try
        {
            await ExchangeAsync(camera, viewer, cancellationToken);
        }
        finally
        {
            camera.Leave();
            viewer.Leave();
            await sessions;
        }
    }

    private async Task ExchangeAsync(PathPeer camera, PathPeer viewer, CancellationToken cancellationToken)
    {
        byte[] jpeg = WarmUpStream.MakePicture(PictureSize);
        var compiler = new CompilerWatch(time);
        for (int number = 0; number < pipeline.Value.WarmUpFrames; number++)
        {
            // A frame's age counts: old ones are not sent.
            double now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            await camera.SendAsync($$"""{"type":"clock_ping","t0":{{now}},"offset_ms":0.0}""", cancellationToken);
            await camera.SendAsync($$"""{"type":"frame_metadata","timestamp":{{now}},"frameNumber":{{number}},"format":"jpeg"}""", cancellationToken);
            await camera.SendAsync(jpeg, cancellationToken);
            await viewer.SkipToAsync(WebSocketMessageType.Binary, cancellationToken);
            await viewer.SendAsync($$"""{"type":"frame_ack","frameNumber":{{number}}}""", cancellationToken);
            await viewer.SendAsync($$"""{"type":"performance_stats","fps":30,"latency":10.5,"queueSize":0}""", cancellationToken);
            // The pong and the ack.
            await camera.SkipToAsync(WebSocketMessageType.Text, cancellationToken);
            await camera.SkipToAsync(WebSocketMessageType.Text, cancellationToken);
            if (compiler.IsAtRest())
                return;
        }
    }

    // The smallest size has the shortest frames; the others' memory was planned by the lanes' own warm-up.
    private StreamServices QuietServices()
    {
        ControllerOptions configured = services.Controller;
        var held = new ControllerOptions
        {
            Enabled = false,
            MinInferenceSize = configured.MinInferenceSize,
            StartInferenceSize = configured.MinInferenceSize,
            MaxInferenceSize = configured.MaxInferenceSize,
        };
        return services with { Metrics = QuietMetrics(), Controller = held };
    }

    private RelayMetrics QuietMetrics() => new(meters, MeterName);
}
