using System.Buffers;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

public sealed class StreamTrackerTests
{
    private static readonly PixelSize Picture = new(640, 360);

    private readonly ManualTimeProvider _time = new();
    private readonly SilentCamera _camera = new();
    private readonly StreamTracker _tracker;
    private long _sequence;

    public StreamTrackerTests() => _tracker = new StreamTracker(TimeSpan.FromMilliseconds(500), _time);

    [Fact]
    public void CanCarry_BeforeTheFirstDetection_IsFalse() => Assert.False(_tracker.CanCarry(Frame(0)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(499, true)]
    [InlineData(501, false)]
    public void CanCarry_ByCaptureTimes_UpToTheLimit(double laterMs, bool expected)
    {
        Update(Frame(1000), x: 100);

        // Arrived at once, as after a hiccup of the link.
        Assert.Equal(expected, _tracker.CanCarry(Frame(1000 + laterMs)));
        Assert.Equal(expected ? 1 : 0, Predict(Frame(1000 + laterMs)).Count);
    }

    [Fact]
    public void CanCarry_CamerasClockStandsStill_EndsByArrivals()
    {
        Update(Frame(1000), x: 100);
        _time.Advance(TimeSpan.FromMilliseconds(450));
        Assert.True(_tracker.CanCarry(Frame(1000)));

        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.False(_tracker.CanCarry(Frame(1000)));
    }

    [Fact]
    public void Predict_LinkShiftsFrames_GoesByTheirCaptureTimes()
    {
        var random = new Random(2);
        double captured = 0;
        for (; captured <= 2000; captured += 100)
        {
            _time.Advance(TimeSpan.FromMilliseconds(captured == 0 ? 0 : 100));
            CameraFrame frame = Frame(captured + random.Next(-30, 30));
            Update(frame, x: 100 + (float)(frame.Timestamp / 10));
        }

        double left = Assert.Single(Predict(Frame(captured + 20))).Detection.X;

        Assert.InRange(left, 100 + ((captured + 20) / 10) - 1, 100 + ((captured + 20) / 10) + 1);
    }

    [Fact]
    public void Predict_CamerasClockJumps_StaysWithTheThing()
    {
        for (int i = 0; i <= 20; i++)
        {
            Update(Frame(i * 100), x: 100 + (i * 10));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        for (int i = 21; i <= 30; i++)
        {
            Update(Frame(1e13 + (i * 100)), x: 100 + (i * 10));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(410, Assert.Single(Predict(Frame(1e13 + 3100))).Detection.X, 2f);
    }

    [Fact]
    public void UpdateLate_NewerOneWasTakenIn_ChangesNothing()
    {
        CameraFrame older = Frame(1000), newer = Frame(1100);
        _sequence = 5;
        Update(newer, x: 200);

        _tracker.UpdateLate(Found(older, sequence: 4, x: 100), new long[1]);

        Assert.Equal(200, Assert.Single(Predict(newer)).Detection.X, 0.1f);
    }

    [Fact]
    public void Update_AnotherCamera_IsNotCarriedToTheFirstOnesFrames()
    {
        long first = Update(Frame(1000), x: 100);
        var other = new CameraFrame(new SilentCamera(), 1, 50, ArrayPool<byte>.Shared.Rent(4), 4, _time.GetTimestamp());

        long second = Update(other, x: 100);

        Assert.NotEqual(first, second);
        Assert.False(_tracker.CanCarry(Frame(1010)));
        Assert.True(_tracker.CanCarry(other));
    }

    private long Update(CameraFrame frame, float x)
    {
        long[] ids = new long[1];
        _tracker.Update(Found(frame, _sequence++, x), ids);
        return ids[0];
    }

    private List<TrackedDetection> Predict(CameraFrame frame)
    {
        var expected = new TrackedDetection[10];
        return [.. expected[.._tracker.Predict(frame, Picture, 0.25f, expected)]];
    }

    private CameraFrame Frame(double timestamp) => new(_camera, 0, timestamp, ArrayPool<byte>.Shared.Rent(4), 4, _time.GetTimestamp());

    private static DetectedFrame Found(CameraFrame frame, long sequence, float x) =>
        new(frame, sequence, Picture, new Detection[] { new(0, 0.8f, x, 100, 60, 60) }, 0.25f);
}
