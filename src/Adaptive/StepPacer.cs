namespace RealtimeDetect.Adaptive;

/// <summary>Decides when pressure has lasted long enough for a step: down soon, up late, and later after each wrong step up.</summary>
/// <remarks>A step up is wrong if pressure returns within twice the relief that it had waited for.</remarks>
internal sealed class StepPacer(ControllerOptions options)
{
    private readonly TimeSpan _confirmTime = options.ConfirmTime;
    private readonly TimeSpan _downDwell = options.StepDownDwell;
    private readonly TimeSpan _shortestUpDwell = options.StepUpDwell;
    private readonly TimeSpan _longestUpDwell = options.MaxStepUpDwell;
    private TimeSpan? _lastChange;
    private TimeSpan? _probeEnd;
    private TimeSpan _since;
    private Pressure _pressure;

    /// <summary>The relief now asked for before a step up.</summary>
    public TimeSpan UpDwell { get; private set; } = options.StepUpDwell;

    /// <summary>Takes in the pressure; true when a step against it is due, which the caller confirms by <see cref="Moved"/>.</summary>
    public bool IsStepDue(TimeSpan time, Pressure pressure)
    {
        if (pressure != _pressure)
            (_pressure, _since) = (pressure, time);
        TimeSpan lasted = time - _since;
        TimeSpan unchanged = _lastChange is { } last ? time - last : TimeSpan.MaxValue;
        return pressure switch
        {
            Pressure.High => lasted >= _confirmTime && unchanged >= _downDwell,
            Pressure.Low => lasted >= UpDwell && unchanged >= UpDwell,
            _ => false,
        };
    }

    /// <summary>Records that the step was made.</summary>
    public void Moved(TimeSpan time)
    {
        bool isUp = _pressure == Pressure.Low;
        if (isUp)
            StartProbe(time);
        else if (time <= _probeEnd)
            (UpDwell, _probeEnd) = (Min(UpDwell * 2, _longestUpDwell), null);
        (_lastChange, _since) = (time, time);
    }

    /// <summary>Forgets how long the pressure has lasted; used when there is nothing to measure.</summary>
    public void Pause(TimeSpan time) => (_pressure, _since) = (Pressure.Steady, time);

    private void StartProbe(TimeSpan time)
    {
        // The step up before this one held, so trust grows back.
        if (_probeEnd is not null)
            UpDwell = Max(UpDwell / 2, _shortestUpDwell);
        _probeEnd = time + (UpDwell * 2);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
