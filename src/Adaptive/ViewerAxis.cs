namespace RealtimeDetect.Adaptive;

/// <summary>What the viewers and their networks can take: a rung of the quality ladder.</summary>
internal sealed class ViewerAxis(ControllerOptions options)
{
    // Evens out a report that fell between two frames.
    private static readonly TimeSpan TimeConstant = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<QualityRung> _rungs = QualityLadder.ViewerRungs(options);
    private readonly ViewerGauge _gauge = new(options);
    private readonly StepPacer _pacer = new(options);
    private readonly Ewma _strain = new(TimeConstant);
    private int _index;

    /// <summary>The rung that the stream is on.</summary>
    public QualityRung Rung => _rungs[_index];

    /// <summary>What was last reported, in words.</summary>
    public string Evidence { get; private set; } = "no viewer reports";

    /// <summary>Folds in a sample and makes at most one step; true if it did.</summary>
    public bool Update(ControlSample sample)
    {
        ViewerReading reading = _gauge.Read(sample);
        Evidence = reading.Cause;
        Pressure pressure = Measure(_strain.Add(sample.Time, Math.Min(reading.Strain, HighestStrain)));
        if (!_pacer.IsStepDue(sample.Time, pressure))
            return false;
        _index += pressure == Pressure.High ? 1 : -1;
        _pacer.Moved(sample.Time);
        _strain.Reset();
        return true;
    }

    /// <summary>Holds while there is nothing to measure.</summary>
    public void Pause(TimeSpan time)
    {
        _pacer.Pause(time);
        _strain.Reset();
    }

    // A strain beyond this is remembered no longer for being greater.
    private const double HighestStrain = 2;

    private Pressure Measure(double strain)
    {
        if (strain >= 1)
            return _index < _rungs.Count - 1 ? Pressure.High : Pressure.Steady;
        return strain <= options.ViewerReliefShare && _index > 0 ? Pressure.Low : Pressure.Steady;
    }
}
