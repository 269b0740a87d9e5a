namespace RealtimeDetect.Relay.Tracking;

/// <summary>Decides whether a stream's frames are carried: where its camera is faster than its detector, and the codec cheap.</summary>
/// <remarks>
/// <b>Threading:</b> any thread. A camera that waits for acks sends no faster than it is served: it counts as able to send what
/// it is asked for while a frame of its waits at the end of most turns.
/// </remarks>
internal sealed class CarrySwitch(TrackingMode mode)
{
    /// <summary>A decision rests on this much time, milliseconds, and is made after two in a row say the same.</summary>
    private const double WindowMs = 1000;

    private const int Confirmations = 2;

    /// <summary>Share of the camera's frames below which a detector is clearly slower, and at which it has caught up.</summary>
    private const double ShortShare = 0.8, CaughtUpShare = 0.95;

    /// <summary>Codec time relative to inference below which carrying begins, and above which it ends: a frame carried costs the detector so much.</summary>
    private const double CheapRatio = 0.3, DearRatio = 0.4;

    /// <summary>Weight of the newest value in means.</summary>
    private const double NewestShare = 0.2;

    /// <summary>Share of recent frames that no lane had time for, above which a frame in a lane is overtaken: one of the last few.</summary>
    private const double OvertakenShare = 0.1;

    private readonly Lock _lock = new();
    private volatile bool _isOn = mode == TrackingMode.On;
    private double? _windowStartMs;
    private double? _lastMs;
    private int _received;
    private int _detected;
    private int _backlogged;
    private int _agreeing;
    private double _intervalMs;
    private double _inferenceMs;
    private double _codecMs;
    private double _besideShare;

    /// <summary>Whether frames are carried now.</summary>
    public bool IsOn => _isOn;

    /// <summary>Whether a newer frame is to be expected to be published, carried, before one that is being detected.</summary>
    public bool IsDetectorBehind
    {
        get
        {
            lock (_lock)
                return _intervalMs > 0 && _inferenceMs + _codecMs > _intervalMs && _besideShare > OvertakenShare;
        }
    }

    /// <summary>Counts a received frame.</summary>
    /// <param name="nowMs">The time, milliseconds.</param>
    /// <param name="targetFps">Frames a second that the camera is asked for.</param>
    public void OnReceived(double nowMs, double targetFps)
    {
        lock (_lock)
        {
            if (_lastMs is { } last)
                _intervalMs = Mean(_intervalMs, Math.Min(nowMs - last, WindowMs));
            _lastMs = nowMs;
            _windowStartMs ??= nowMs;
            double elapsedMs = nowMs - _windowStartMs.Value;
            if (elapsedMs >= WindowMs)
                CloseWindowLocked(nowMs, elapsedMs / 1000, targetFps);
            _received++;
        }
    }

    /// <summary>Counts a frame that was taken.</summary>
    /// <param name="isBeside">Whether it is carried beside the lanes; else a lane has it.</param>
    public void OnTaken(bool isBeside)
    {
        lock (_lock)
            _besideShare += NewestShare * ((isBeside ? 1 : 0) - _besideShare);
    }

    /// <summary>Counts a detection that has ended.</summary>
    /// <param name="inferenceMs">How long the network took.</param>
    /// <param name="codecMs">How long decoding, drawing and encoding took.</param>
    /// <param name="isBacklogged">Whether a newer frame of the stream waits already.</param>
    public void OnDetected(double inferenceMs, double codecMs, bool isBacklogged)
    {
        lock (_lock)
        {
            _inferenceMs = Mean(_inferenceMs, inferenceMs);
            _codecMs = Mean(_codecMs, codecMs);
            _detected++;
            _backlogged += isBacklogged ? 1 : 0;
        }
    }

    private void CloseWindowLocked(double nowMs, double seconds, double targetFps)
    {
        bool isContrary = mode == TrackingMode.Auto && (_isOn ? IsDoneLocked() : IsNeededLocked(seconds, targetFps));
        _agreeing = isContrary ? _agreeing + 1 : 0;
        if (_agreeing >= Confirmations)
        {
            _isOn = !_isOn;
            _agreeing = 0;
        }
        _windowStartMs = nowMs;
        _received = _detected = _backlogged = 0;
    }

    private bool IsNeededLocked(double seconds, double targetFps)
    {
        bool waitsForAcks = 2 * _backlogged >= _detected;
        double cameraFps = waitsForAcks ? Math.Max(_received / seconds, targetFps) : _received / seconds;
        return _detected > 0 && _detected / seconds < ShortShare * cameraFps && _codecMs < CheapRatio * _inferenceMs;
    }

    private bool IsDoneLocked() => _detected >= CaughtUpShare * _received || _codecMs > DearRatio * _inferenceMs;

    private static double Mean(double mean, double value) => mean == 0 ? value : mean + (NewestShare * (value - mean));
}
