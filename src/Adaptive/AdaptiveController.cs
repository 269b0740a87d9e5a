using System.Globalization;
using Bounds = RealtimeDetect.Adaptive.ControllerBounds;

namespace RealtimeDetect.Adaptive;

/// <summary>
/// Moves a stream's operating point to what its machine, its viewers and their networks can take, and back when they recover.
/// </summary>
/// <remarks>
/// Two axes move independently: the machine's (<see cref="OperatingPoint.InferenceSize"/>, then the rate) and the viewers'
/// (picture quality, rate, confidence). The same samples always give the same decisions. Threading: one caller at a time.
/// Errors: the constructor throws <see cref="ArgumentException"/> where a range is upside down; samples never cause one.
/// </remarks>
public sealed class AdaptiveController
{
    // Frames per second below which there is nothing to judge by.
    private const double FewestReceivedFps = 0.5;

    // Ten years: keeps additions to it in range.
    private static readonly TimeSpan LatestTime = TimeSpan.FromDays(3650);

    private readonly ControllerOptions _options;
    private readonly ComputeAxis _compute;
    private readonly ViewerAxis _viewers;
    private readonly int _minFps;
    private readonly int _maxFps;
    private TimeSpan _time;
    private TimeSpan? _unwatchedSince;

    /// <summary>A controller at the starting point of <paramref name="options"/>, which are not to be changed afterwards.</summary>
    public AdaptiveController(ControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _minFps = Math.Clamp(options.MinFps, Bounds.LowestFps, Bounds.HighestFps);
        _maxFps = Math.Clamp(options.MaxFps, Bounds.LowestFps, Bounds.HighestFps);
        _compute = new ComputeAxis(options, Math.Clamp(options.StartFps, _minFps, _maxFps));
        _viewers = new ViewerAxis(options);
        Point = CurrentPoint(isIdle: false);
    }

    /// <summary>What the stream runs at now; the starting point before the first sample.</summary>
    public OperatingPoint Point { get; private set; }

    /// <summary>How often the operating point changed since the start.</summary>
    public int Changes { get; private set; }

    /// <summary>Folds in one sample, taken about once or twice a second, and decides.</summary>
    public ControlDecision Decide(ControlSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        TimeSpan time = sample.Time > LatestTime ? LatestTime : sample.Time;
        _time = time > _time ? time : _time;
        if (!_options.Enabled)
            return new ControlDecision(Point, "held: the controller is switched off", Changed: false);
        sample = SampleGuard.Clamp(sample, _time);
        if (!sample.CameraConnected || sample.ReceivedFps < FewestReceivedFps)
            return Pause(sample.CameraConnected ? "holding: the camera sends no frames" : "holding: no camera");
        return IsIdle(sample) ? Idle(sample) : Adapt(sample);
    }

    private ControlDecision Pause(string reason)
    {
        _compute.Pause(_time);
        _viewers.Pause(_time);
        return new ControlDecision(Point, reason, Changed: false);
    }

    private bool IsIdle(ControlSample sample)
    {
        if (sample.ViewerCount != 0 || sample.Viewers.Count > 0)
            _unwatchedSince = null;
        else
            _unwatchedSince ??= _time;
        return _options.IdleFps > 0 && _time - _unwatchedSince >= _options.IdleAfter;
    }

    // The machine is not measured at the idle rate: it would seem to have room for anything.
    private ControlDecision Idle(ControlSample sample)
    {
        _compute.Pause(_time);
        _viewers.Update(sample);
        return Settle(CurrentPoint(isIdle: true), "nobody watches");
    }

    private ControlDecision Adapt(ControlSample sample)
    {
        bool computeMoved = _compute.Update(sample, Point.TargetFps);
        bool viewersMoved = _viewers.Update(sample);
        string evidence = computeMoved == viewersMoved
            ? $"{_compute.Evidence}, {_viewers.Evidence}"
            : computeMoved ? _compute.Evidence : _viewers.Evidence;
        return Settle(CurrentPoint(isIdle: false), evidence);
    }

    private ControlDecision Settle(OperatingPoint point, string evidence)
    {
        OperatingPoint before = Point;
        if (point == before)
            return new ControlDecision(point, $"holding: {evidence}", Changed: false);
        Point = point;
        Changes++;
        return new ControlDecision(point, $"{evidence}: {Difference(before, point)}", Changed: true);
    }

    private OperatingPoint CurrentPoint(bool isIdle)
    {
        QualityRung rung = _viewers.Rung;
        int targetFps = Math.Clamp((int)Math.Round(_compute.FpsCap * rung.FpsShare), _minFps, _maxFps);
        if (isIdle)
            targetFps = Math.Clamp(_options.IdleFps, _minFps, targetFps);
        return new OperatingPoint(_compute.InferenceSize, rung.Confidence, targetFps, rung.JpegQuality, rung.LongSidePx);
    }

    private static string Difference(OperatingPoint from, OperatingPoint to) => string.Join(", ", new[]
    {
        Difference("target fps", from.TargetFps, to.TargetFps),
        Difference("inference size", from.InferenceSize, to.InferenceSize),
        Difference("jpeg quality", from.JpegQuality, to.JpegQuality),
        Difference("long side", from.MaxLongSidePx, to.MaxLongSidePx),
        Difference("confidence", Math.Round(from.ConfidenceThreshold, 2), Math.Round(to.ConfidenceThreshold, 2)),
    }.Where(text => text.Length > 0));

    private static string Difference(string name, double from, double to) =>
        from == to ? "" : string.Create(CultureInfo.InvariantCulture, $"{name} {from} -> {to}");
}
