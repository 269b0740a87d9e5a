using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Sums up what frames met on the camera's link between two steps of the controller.</summary>
/// <remarks><b>Threading:</b> the camera's receive loop adds; the control ticker takes.</remarks>
internal sealed class LinkWindow(TimeProvider time)
{
    // Bits in a byte times milliseconds in a second; as a double, since a frame's bits leave an int at 268 kB.
    private const double BitsPerByteMs = 8000;

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private int _frames;
    private int _timed;
    private double _delayMs;
    private double _spanMs;
    private double _bytes;
    private double _slowest = double.PositiveInfinity;
    private double _longestWaitMs;

    /// <summary>Adds a frame.</summary>
    /// <param name="delayMs">Milliseconds from capture to the last byte; null where the camera's clock is unknown.</param>
    /// <param name="spanMs">Milliseconds from the metadata's arrival to the last byte.</param>
    /// <param name="bytes">Size of the JPEG.</param>
    public void Add(double? delayMs, double spanMs, int bytes)
    {
        lock (_lock)
        {
            _frames++;
            _spanMs += spanMs;
            _bytes += bytes;
            _slowest = Math.Min(_slowest, bytes * BitsPerByteMs / spanMs);
            if (delayMs is not { } delay)
                return;
            _timed++;
            _delayMs += delay;
            _longestWaitMs = Math.Max(_longestWaitMs, delay - spanMs);
        }
    }

    /// <summary>What was added since the last call; null where nothing was.</summary>
    public LinkSample? Take()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            double seconds = time.GetElapsedTime(_since, now).TotalSeconds;
            _since = now;
            LinkSample? sample = _frames == 0 || seconds <= 0 ? null : SampleLocked(seconds);
            (_frames, _timed, _delayMs, _spanMs, _bytes) = (0, 0, 0, 0, 0);
            (_slowest, _longestWaitMs) = (double.PositiveInfinity, 0);
            return sample;
        }
    }

    private LinkSample SampleLocked(double seconds) =>
        new(_frames / seconds, _timed > 0 ? _delayMs / _timed : double.NaN, _spanMs / _frames, _bytes / _frames)
        {
            SlowestBitsPerSecond = _slowest,
            HighestWaitMs = _timed > 0 ? _longestWaitMs : double.NaN,
        };
}
