using System.Buffers;
using Microsoft.Extensions.Options;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Models;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Demo;

/// <summary>A camera without a phone: renders the demo scene, encodes it as JPEG and feeds the stream <c>demo</c> as any camera would.</summary>
/// <remarks><b>Threading:</b> one loop of its own on a background thread; it honours the window and the rate asked of it.</remarks>
internal sealed class DemoCamera(
    StreamRegistry streams, Readiness readiness, IOptions<DemoOptions> options, TimeProvider time) : BackgroundService, ICameraSource
{
    /// <summary>The demo stream's token.</summary>
    public const string Token = "demo";

    private const int Seed = 7;

    private LiveStream? _stream;
    private int _unacked;
    private CloseReason? _closed;

    /// <summary>The server's own clock.</summary>
    public double? ClockOffsetMs => 0;

    /// <inheritdoc/>
    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error) => Interlocked.Decrement(ref _unacked);

    /// <inheritdoc/>
    public void OnConfigChanged()
    {
    }

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason) => Volatile.Write(ref _closed, reason);

    /// <summary>Takes the stream before the server listens, so that no one else can.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled || !StreamToken.TryParse(Token, out StreamToken token))
            return Task.CompletedTask;
        streams.Plan(token, new StreamPlan(ModelLoader.EmbeddedName));
        _stream = streams.GetOrAdd(token);
        _stream?.TryAttachCamera(this, session: null);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_stream is not { } stream)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await RunAsync(stream, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        finally
        {
            stream.DetachCamera(this);
        }
    }

    private async Task RunAsync(LiveStream stream, CancellationToken stoppingToken)
    {
        var size = new PixelSize(options.Value.Width, options.Value.Height);
        var scene = new DemoScene(size, Seed);
        byte[] rgb = new byte[size.PixelCount * 3];
        using var encoder = new RgbJpegEncoder();
        long start = time.GetTimestamp();
        TimeSpan due = TimeSpan.Zero;
        for (long number = 0; Volatile.Read(ref _closed) is null;)
        {
            StreamConfig config = stream.Config;
            int fps = config.ViewerCount > 0 ? config.TargetFps : Math.Min(config.TargetFps, options.Value.IdleFps);
            TimeSpan now = time.GetElapsedTime(start);
            // Keeps the beat; after a late frame the next one is not early.
            due = TimeSpan.FromTicks(Math.Max((due + TimeSpan.FromSeconds(1.0 / fps)).Ticks, now.Ticks));
            if (due > now)
                await Task.Delay(due - now, time, stoppingToken);
            if (Volatile.Read(ref _unacked) < config.Window)
                Send(stream, encoder, Render(scene, time.GetElapsedTime(start), rgb), size, config, number++);
        }
    }

    private static byte[] Render(DemoScene scene, TimeSpan at, byte[] rgb)
    {
        scene.Render(at, rgb);
        return rgb;
    }

    private void Send(LiveStream stream, RgbJpegEncoder encoder, byte[] rgb, PixelSize size, in StreamConfig config, long number)
    {
        long drawn = time.GetTimestamp();
        double timestamp = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        using var jpeg = new PooledBytes(rgb.Length / 8);
        encoder.Encode(rgb, size, (int)Math.Round(config.JpegQuality * 100), JpegSubsampling.Yuv420, jpeg);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(jpeg.Length);
        jpeg.Written.CopyTo(buffer);
        Interlocked.Increment(ref _unacked);
        stream.OnReceived();
        stream.Post(new CameraFrame(this, number, timestamp, buffer, jpeg.Length, time.GetTimestamp())
        {
            Times = new CameraTimes(0, 0, (float)time.GetElapsedTime(drawn).TotalMilliseconds),
        });
    }
}
