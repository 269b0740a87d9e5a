namespace RealtimeDetect.Adaptive;

/// <summary>When a better point is worth the change: at once where frames are late, else only for a gain that lasts.</summary>
internal sealed class SwitchRule
{
    // Gains below the least are not seen; the greater one is, the sooner it is worth a change.
    private const double LeastGain = 0.005;
    private const double FairGain = 0.07;
    private const double GreatGain = 0.15;

    // Two steps for a great gain, so that one good second does not count.
    private static readonly TimeSpan GreatGainTime = TimeSpan.FromSeconds(0.9);
    private static readonly TimeSpan FairGainTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastGainTime = TimeSpan.FromSeconds(25);

    // How long frames may be a little late before the point is left: a forecast that hovers at the limit is not followed. And how many
    // must be: one photo that took long says nothing of the next.
    private const double LateFrames = 5;
    private const double SlightlyLateFrames = 12;
    private static readonly TimeSpan SlightlyLateTime = TimeSpan.FromSeconds(0.4);

    // A rise that had to be taken back within this time was a mistake, and the next one waits twice as long, up to the last.
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(40);

    // Changes that may follow one another. A rise leaves half a change for the fall that takes it back; falls themselves are never put off,
    // and one that was not earned is owed in part.
    private const double MostEarned = 3;
    private const double RisePrice = 1.5;
    private const double MostOwed = 0.5;

    // A fair gain that follows a jump of conditions so closely is what the jump made room for, and is taken as soon as a great one.
    private static readonly TimeSpan JumpTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RareJumps = TimeSpan.FromSeconds(15);

    private TimeSpan _lateSince = TimeSpan.MaxValue;
    private double _lateFrames;
    private TimeSpan _greatSince = TimeSpan.MaxValue;
    private TimeSpan _fairSince = TimeSpan.MaxValue;
    private TimeSpan _leastSince = TimeSpan.MaxValue;
    private TimeSpan? _roseAt;
    private TimeSpan? _mistakeAt;
    private TimeSpan _notBefore = TimeSpan.MinValue;
    private TimeSpan _pause = FirstPause;
    private TimeSpan? _changedAt;
    private TimeSpan? _jumpedAt;
    private double _earned = MostEarned;

    /// <summary>Time in which one more change is earned where nothing else is said: five a minute, with the falls, where conditions are at a limit.</summary>
    public static TimeSpan UsualEarningTime { get; } = TimeSpan.FromSeconds(13.5);

    /// <summary>Time in which one more change is earned.</summary>
    public TimeSpan EarningTime { get; set; } = UsualEarningTime;

    /// <summary>Time until a rise may be made; zero or less where it may now.</summary>
    public TimeSpan Wait(TimeSpan time)
    {
        TimeSpan earned = time + ((RisePrice - Earned(time)) * EarningTime);
        TimeSpan first = earned > _notBefore ? earned : _notBefore;
        return first > time ? first - time : TimeSpan.Zero;
    }

    /// <summary>
    /// Whether so many changes have followed one another that only those may follow which ask for no more of anything: falls, which end.
    /// </summary>
    public bool AllowsOnlyFalls(TimeSpan time) => Earned(time) < 1;

    /// <summary>Whether to change from the present point to the best.</summary>
    /// <param name="time">When.</param>
    /// <param name="frames">Frames that the present forecast rests on anew.</param>
    /// <param name="present">What the present point is expected to be worth.</param>
    /// <param name="best">What the best one is.</param>
    /// <param name="lateness">How the present point keeps the objective.</param>
    public bool IsDue(TimeSpan time, double frames, double present, double best, Lateness lateness)
    {
        _lateSince = lateness == Lateness.None ? TimeSpan.MaxValue : Min(_lateSince, time);
        _lateFrames = lateness == Lateness.None ? 0 : _lateFrames + frames;
        if (lateness != Lateness.None)
            return lateness == Lateness.Clear ? _lateFrames >= LateFrames : _lateFrames >= SlightlyLateFrames && time - _lateSince >= SlightlyLateTime;
        double gain = present > 0 ? (best / present) - 1 : best > 0 ? double.PositiveInfinity : 0;
        _greatSince = gain >= GreatGain ? Min(_greatSince, time) : TimeSpan.MaxValue;
        _fairSince = gain >= FairGain ? Min(_fairSince, time) : TimeSpan.MaxValue;
        _leastSince = gain >= LeastGain ? Min(_leastSince, time) : TimeSpan.MaxValue;
        return Wait(time) == TimeSpan.Zero
            && (HasLasted(_greatSince, GreatGainTime, time) || HasLasted(_leastSince, LeastGainTime, time)
                || HasLasted(_fairSince, time - _jumpedAt <= JumpTime ? GreatGainTime : FairGainTime, time));
    }

    /// <summary>Notes when conditions last jumped: what they are worth since is no chance, and a rise may be tried, unless they jump all the time.</summary>
    public void Jumped(TimeSpan time)
    {
        if (time == _jumpedAt)
            return;
        if (_jumpedAt is null || time - _jumpedAt >= RareJumps)
            Renew(time);
        _jumpedAt = time;
    }

    /// <summary>Conditions are others than before: a rise may be tried, whatever was changed under those.</summary>
    public void Renew(TimeSpan time) => (_earned, _changedAt) = (Math.Max(RisePrice, Earned(time)), time);

    /// <summary>Records a change that was made.</summary>
    public void Changed(TimeSpan time, bool isRise)
    {
        (_lateSince, _lateFrames, _greatSince) = (TimeSpan.MaxValue, 0, TimeSpan.MaxValue);
        (_fairSince, _leastSince) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        (_earned, _changedAt) = (Math.Max(-MostOwed, Earned(time) - 1), time);
        if (isRise)
        {
            _roseAt = time;
            return;
        }

        if (time - _roseAt <= ProbeTime)
            (_pause, _mistakeAt) = (Min(_pause * 2, LongestPause), time);
        else if (_mistakeAt is null || time - _mistakeAt > Forgiven)
            _pause = FirstPause;
        _notBefore = time + _pause;
        _roseAt = null;
    }

    private double Earned(TimeSpan time) => Math.Min(MostEarned, _earned + ((time - (_changedAt ?? time)) / EarningTime));

    private static bool HasLasted(TimeSpan since, TimeSpan wanted, TimeSpan time) => since <= time && time - since >= wanted;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
