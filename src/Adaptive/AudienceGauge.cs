namespace RealtimeDetect.Adaptive;

/// <summary>When pages and the links to them have settled after a camera or viewers came, and whether the viewers are others since.</summary>
internal sealed class AudienceGauge
{
    // From a page's opening to even times.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(8);

    // Share of the viewers that must have come or gone for them to be others.
    private const double OtherShare = 0.25;

    private TimeSpan? _settlesAt = SettlingTime;
    private int _viewers;
    private bool _areOthers;

    /// <summary>Whether pages have settled with the newest sample. Whoever has left leaves nothing to settle.</summary>
    public bool HasSettled { get; private set; }

    /// <summary>Whether with the newest sample they have, and the viewers are others than those before.</summary>
    public bool IsOther { get; private set; }

    /// <summary>The camera is away, or sends nothing.</summary>
    public void Pause(TimeSpan time) => _settlesAt = time + SettlingTime;

    /// <summary>Folds in the number of viewers, reporting or not; negative where unknown.</summary>
    public void Add(TimeSpan time, int viewers)
    {
        viewers = Math.Max(0, viewers);
        if (Math.Abs(viewers - _viewers) > OtherShare * _viewers)
        {
            TimeSpan settlesAt = viewers > _viewers ? time + SettlingTime : time;
            _areOthers |= _viewers > 0;
            (_viewers, _settlesAt) = (viewers, _settlesAt < settlesAt ? _settlesAt : settlesAt);
        }

        HasSettled = time >= _settlesAt;
        IsOther = HasSettled && _areOthers;
        if (HasSettled)
            (_settlesAt, _areOthers) = (null, false);
    }
}
