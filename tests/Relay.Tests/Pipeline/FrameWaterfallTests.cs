using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Pipeline;

/// <summary>Parts of made-up frames: processed at 100 s of the server's clock, 26.0316 ms after their arrival.</summary>
public sealed class FrameWaterfallTests : IDisposable
{
    private const long ProcessedAtUs = 100_000_000;
    private const double ArrivedAtMs = 100_000 - ProcessingMs, ProcessingMs = 26.0316;

    // Six stages that add up to less than the whole, as rounding and what lies between them leave it.
    private static readonly StageTimings Timings = new(0.4004, 1.0004, 0.6004, 18.2004, 0.1004, 0.3004, 5.4);

    private readonly FrameHeaderWriter _writer = new();

    [Fact]
    public void Measure_CameraThatTellsAll_HasEveryPart()
    {
        long[] parts = Measure(ArrivedAtMs - 40, new CameraTimes(0, 12, 8));

        Assert.Equal([12_000, 8_000, 20_000, 400, 1_001, 18_901, 300, 5_430], parts);
    }

    [Theory]
    [InlineData(0, 12, 8)]
    [InlineData(0.3337, 12.1111, 8.2222)]
    [InlineData(-0.9, 0.0004, 700)]
    [InlineData(30, 10.0004, 5)]
    public void Measure_AnyTimes_AddUpToTheMicrosecond(double offsetMs, float captureMs, float encodeMs)
    {
        double capturedAt = ArrivedAtMs - 40;

        long[] parts = Measure(capturedAt - offsetMs, new CameraTimes(offsetMs, captureMs, encodeMs));

        Assert.All(parts, part => Assert.True(part >= 0));
        Assert.InRange(parts.Sum(), (ProcessedAtUs / 1000.0 - capturedAt) * 1000 - 1, (ProcessedAtUs / 1000.0 - capturedAt) * 1000 + 1);
    }

    [Fact]
    public void Measure_CameraThatTellsTheCaptureOnly_HasAllOfItInTheUplink()
    {
        long[] parts = Measure(ArrivedAtMs - 40, new CameraTimes(0));

        Assert.Equal([FrameWaterfall.Unknown, FrameWaterfall.Unknown, 40_000], parts[..3]);
    }

    [Fact]
    public void Measure_ClockOffByAHair_IsNeverNegative()
    {
        long[] parts = Measure(ArrivedAtMs - 15, new CameraTimes(0, 10, 8));

        Assert.Equal([10_000, 5_000, 0], parts[..3]);
        Assert.Equal([0, 0, 0], Measure(ArrivedAtMs + 0.5, new CameraTimes(0, 10, 8))[..3]);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(600_000.0, -40)]
    [InlineData(-600_000.0, -40)]
    public void Measure_CaptureUnknownOrNotBelieved_BeginsWithTheArrival(double? offsetMs, double capturedAfterMs)
    {
        long[] parts = Measure(ArrivedAtMs + capturedAfterMs, new CameraTimes(offsetMs, 12, 8));

        Assert.Equal([FrameWaterfall.Unknown, FrameWaterfall.Unknown, FrameWaterfall.Unknown], parts[..3]);
        Assert.Equal(26_032, parts[3..].Sum());
    }

    [Fact]
    public void Measure_CarriedFrame_HasNoInference()
    {
        long[] parts = Measure(ArrivedAtMs - 40, new CameraTimes(0, 12, 8), isDetected: false);

        Assert.Equal([400, 1_001, FrameWaterfall.Unknown, 19_201, 5_430], parts[3..]);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private long[] Measure(double timestamp, in CameraTimes times, bool isDetected = true)
    {
        var camera = new CameraFrame(new SilentCamera(), 1, timestamp, ArrayPool<byte>.Shared.Rent(4), 4, 0) { Times = times };
        var result = new FrameResult(new PixelSize(4, 4), 320, 0.25f, new LabelSet([]), Timings, ProcessingMs, ProcessedAtUs, 0)
        {
            IsDetected = isDetected,
        };
        var frame = new PublishedFrame(camera, new PooledBytes(16), [], result);
        frame.Seal(1, _writer);
        long[] parts = new long[FrameWaterfall.Count];
        FrameWaterfall.Measure(frame, parts);
        frame.Release();
        return parts;
    }
}
