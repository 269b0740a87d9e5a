namespace RealtimeDetect.Adaptive;

/// <summary>Decides when pressure has lasted long enough for a step: down soon, up late, later still to a level that failed.</summary>
/// <remarks>A step up was wrong if a step down follows within a minute. Each level remembers that until it is passed upwards.</remarks>
internal sealed class StepPacer(ControllerOptions options)
{
    // Longer than a load takes to show in rates that hover at a threshold.
    private static readonly TimeSpan ProbeTime = TimeSpan.FromMinutes(1);

    // After a wrong step up the level before it, which held, gets this many times the dwell to show that it still does.
    private const double ReturnPatience = 3;

    private readonly TimeSpan _confirmTime = options.ConfirmTime;
    private readonly TimeSpan _downDwell = options.StepDownDwell;
    private readonly TimeSpan _shortestUpDwell = options.StepUpDwell;
    private readonly TimeSpan _longestUpDwell = options.MaxStepUpDwell;

    // A step up after one that held asks for this share of the dwell: the way back is known to be clear so far.
    private const double ClimbShare = 0.4;

    // The relief asked for before a step up to a level, where it is not the shortest; levels count steps down from the start.
    private readonly Dictionary<int, TimeSpan> _upDwells = [];
    private int _level;
    private bool _hasReturned;
    private bool _isClimbing;
    private TimeSpan? _lastChange;
    private TimeSpan? _probeEnd;
    private TimeSpan _since;
    private Pressure _pressure;

    /// <summary>The relief now asked for before a step up.</summary>
    public TimeSpan UpDwell => DwellTo(_level - 1);

    /// <summary>Takes in the pressure; true when a step against it is due, which the caller confirms by <see cref="Moved"/>.</summary>
    public bool IsStepDue(TimeSpan time, Pressure pressure)
    {
        if (pressure != _pressure)
            (_pressure, _since) = (pressure, time);
        _isClimbing &= pressure == Pressure.Low;
        TimeSpan lasted = time - _since;
        TimeSpan unchanged = _lastChange is { } last ? time - last : TimeSpan.MaxValue;
        return pressure switch
        {
            Pressure.High => lasted >= _confirmTime && unchanged >= (_hasReturned ? _downDwell * ReturnPatience : _downDwell),
            Pressure.Low => lasted >= UpDwell && unchanged >= UpDwell,
            _ => false,
        };
    }

    /// <summary>Records that the step was made.</summary>
    public void Moved(TimeSpan time)
    {
        if (_pressure == Pressure.Low)
            MovedUp(time);
        else
            MovedDown(time);
        (_lastChange, _since) = (time, time);
    }

    /// <summary>Forgets how long the pressure has lasted; used when there is nothing to measure.</summary>
    public void Pause(TimeSpan time) => (_pressure, _since) = (Pressure.Steady, time);

    private void MovedUp(TimeSpan time)
    {
        _upDwells.Remove(_level);
        _level--;
        (_hasReturned, _isClimbing) = (false, true);
        _probeEnd = time + ProbeTime;
    }

    private void MovedDown(TimeSpan time)
    {
        (_hasReturned, _isClimbing) = (time <= _probeEnd, false);
        if (_hasReturned)
            _upDwells[_level] = DwellTo(_level) * 2 < _longestUpDwell ? DwellTo(_level) * 2 : _longestUpDwell;
        _level++;
        _probeEnd = null;
    }

    private TimeSpan DwellTo(int level) => _upDwells.GetValueOrDefault(level, _isClimbing ? _shortestUpDwell * ClimbShare : _shortestUpDwell);
}
