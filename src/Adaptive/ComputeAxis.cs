using System.Globalization;

namespace RealtimeDetect.Adaptive;

/// <summary>What the machine can sustain: an inference size and a frame rate, size giving way first and returning last.</summary>
internal sealed class ComputeAxis
{
    // A missed target falls by at least a tenth and by at most half at a step, so that the next sample shows an effect.
    private const double LeastFpsCut = 0.9;
    private const double MostFpsCut = 0.5;

    // Asking for a little less than what was published leaves the pipeline time to breathe.
    private const double SustainableShare = 0.95;

    // Rates rise by a quarter at a step.
    private const double FpsRise = 1.25;

    private readonly ControllerOptions _options;
    private readonly IReadOnlyList<int> _sizes;
    private readonly ComputeGauge _gauge;
    private readonly StepPacer _pacer;
    private readonly double _startFps;
    private int _rung;

    /// <summary>An axis at the starting point.</summary>
    public ComputeAxis(ControllerOptions options, int startFps)
    {
        _options = options;
        _sizes = QualityLadder.InferenceSizes(options);
        _gauge = new ComputeGauge(options);
        _pacer = new StepPacer(options);
        _startFps = startFps;
        FpsCap = startFps;
    }

    /// <summary>Longer side of the model's input in pixels.</summary>
    public int InferenceSize => _sizes[_rung];

    /// <summary>Frames per second that the machine sustains, before the viewers' share is taken.</summary>
    public double FpsCap { get; private set; }

    /// <summary>What was last measured, in words.</summary>
    public string Evidence { get; private set; } = "nothing measured";

    /// <summary>Folds in a sample taken at <paramref name="targetFps"/> and makes at most one step; true if it did.</summary>
    public bool Update(ControlSample sample, int targetFps)
    {
        _gauge.Add(sample);
        Evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"pipeline {100 * _gauge.Busy:0} % busy, {_gauge.PublishedFps:0} of {targetFps} fps published{CarriedEvidence}");
        Pressure pressure = Measure(targetFps);
        if (!_pacer.IsStepDue(sample.Time, pressure))
            return false;
        bool moved = pressure == Pressure.High ? StepDown(targetFps) : StepUp(targetFps);
        if (moved)
        {
            _pacer.Moved(sample.Time);
            _gauge.Reset();
        }

        return moved;
    }

    /// <summary>Holds while there is nothing to measure.</summary>
    public void Pause(TimeSpan time)
    {
        _pacer.Pause(time);
        _gauge.Reset();
    }

    private string CarriedEvidence => _gauge.PublishedFps - _gauge.DetectedFps < 1
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({_gauge.DetectedFps:0} detected)");

    private Pressure Measure(int targetFps)
    {
        if (_gauge.IsOverloaded(targetFps))
            return Pressure.High;
        return CanRaiseFps(targetFps) || CanRaiseSize(targetFps) ? Pressure.Low : Pressure.Steady;
    }

    private bool StepDown(int targetFps)
    {
        bool canShrink = _rung < _sizes.Count - 1;
        // A camera is not slowed while frames that the detector has no time for are carried: viewers keep its rate.
        bool canSlow = targetFps > _options.MinFps && !_gauge.IsRateSustained(targetFps);
        if (FpsCap > _startFps)
            FpsCap = _startFps;
        else if (canShrink && (_gauge.IsInferenceBound || !canSlow))
            _rung++;
        else if (canSlow)
            FpsCap = SlowedCap(targetFps);
        else
            return false;
        return true;
    }

    // The cap is scaled as the target, of which it is more than the whole while viewers take a share.
    private double SlowedCap(int targetFps)
    {
        double sustained = _gauge.PublishedFps * SustainableShare;
        double target = Math.Floor(Math.Clamp(sustained, MostFpsCut * targetFps, LeastFpsCut * targetFps));
        return Math.Max(_options.MinFps, FpsCap * target / targetFps);
    }

    private bool StepUp(int targetFps)
    {
        if (CanRaiseFps(targetFps))
            FpsCap = RaisedCap();
        else if (CanRaiseSize(targetFps))
            _rung--;
        else
            return false;
        return true;
    }

    private bool CanRaiseFps(int targetFps)
    {
        double raised = RaisedCap();
        bool cameraDelivers = raised <= _startFps || _gauge.ReceivedFps >= _options.SustainedShare * targetFps;
        return raised > FpsCap && cameraDelivers && _gauge.HasRoom(targetFps, raised / FpsCap, areaRatio: 1);
    }

    private bool CanRaiseSize(int targetFps)
    {
        if (_rung == 0)
            return false;
        double sideRatio = (double)_sizes[_rung - 1] / InferenceSize;
        return _gauge.HasRoom(targetFps, fpsRatio: 1, sideRatio * sideRatio);
    }

    // Above the start only once the full inference size is back.
    private double RaisedCap()
    {
        double raised = Math.Max(FpsCap + 1, FpsCap * FpsRise);
        if (FpsCap < _startFps || !_options.RaiseFpsAboveStart || _rung > 0)
            return Math.Min(_startFps, raised);
        return Math.Min(Math.Max(_startFps, _options.MaxFps), raised);
    }
}
