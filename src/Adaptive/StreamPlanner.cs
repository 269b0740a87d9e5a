using Bounds = RealtimeDetect.Adaptive.ControllerBounds;

namespace RealtimeDetect.Adaptive;

/// <summary>
/// Chooses a stream's operating point: of all that its links, its part of the machine and its viewers can carry within the delay
/// objective, the one of greatest utility.
/// </summary>
/// <remarks>
/// It foresees instead of trying: rates come from the frames' own time on the links, costs from their own time on the lanes. The same
/// samples always give the same decisions. Threading: one caller at a time. Errors: the constructor throws
/// <see cref="ArgumentException"/> where a range is upside down; samples never cause one.
/// </remarks>
public sealed class StreamPlanner
{
    // Frames per second below which there is nothing to judge by.
    private const double FewestReceivedFps = 0.5;

    // Above the start the rate rises by a quarter at a time, for the camera to show that it follows.
    private const double FpsRise = 1.25;

    // Share of all lanes that a stream alone may plan for.
    private const double LoneShare = 0.9;

    // Ten years: keeps additions to it in range.
    private static readonly TimeSpan LatestTime = TimeSpan.FromDays(3650);

    private readonly ControllerOptions _options;
    private readonly StreamModel _model;
    private readonly ViewerAxis _viewers;
    private readonly AudienceGauge _audience = new();
    private readonly ClutterGauge _clutter = new();
    private readonly SwitchRule _rule = new();
    private TimeSpan _time;
    private TimeSpan? _unwatchedSince;
    private int _settledSteps;
    private bool _isIdle;
    private (QualityRung Rung, int MostFps) _gridKey;
    private PlanGrid? _grid;

    /// <summary>A planner at the starting point.</summary>
    /// <param name="options">Ranges and paces, not to be changed afterwards.</param>
    /// <param name="tiers">What the server can send to a viewer in place of the published picture; null for its defaults.</param>
    public StreamPlanner(ControllerOptions options, TierPictures? tiers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _model = new StreamModel(options, tiers ?? new TierPictures());
        _viewers = new ViewerAxis(options);
        Point = StartingPoint(options, _viewers.Rung);
    }

    /// <summary>What the stream runs at now; the starting point before the first sample.</summary>
    public OperatingPoint Point { get; private set; }

    /// <summary>How often the operating point changed since the start.</summary>
    public int Changes { get; private set; }

    /// <summary>Lanes that the stream would occupy if it had them all; for <see cref="ComputeBudget"/>.</summary>
    public double WantedLanes { get; private set; }

    /// <summary>Folds in one sample, taken about once or twice a second, and decides.</summary>
    public ControlDecision Decide(ControlSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        TimeSpan time = sample.Time > LatestTime ? LatestTime : sample.Time;
        TimeSpan elapsed = time > _time ? time - _time : TimeSpan.Zero;
        _time += elapsed;
        if (!_options.Enabled)
            return new ControlDecision(Point, "held: the controller is switched off", Changed: false);
        sample = SampleGuard.Clamp(sample, _time);
        if (!sample.CameraConnected || sample.ReceivedFps < FewestReceivedFps)
            return Pause(sample.CameraConnected ? "holding: the camera sends no frames" : "holding: no camera");
        _settledSteps++;
        _audience.Add(_time, sample.ViewerCount);
        // What was changed for viewers who have left, or while pages settled, is not counted among the changes to be earned.
        if (_audience.HasSettled)
            _rule.Renew(_time);
        _model.Add(sample, Point, LaneShare(sample), _settledSteps);
        _clutter.Add(_time, sample.Detections);
        bool viewersMoved = _viewers.Update(sample);
        if (IsIdle(sample))
            return Idle();
        bool isFree = viewersMoved || _audience.IsOther || _isIdle;
        _isIdle = false;
        ControlDecision decision = Plan(sample, isFree, viewersMoved, frames: sample.DetectedFps * elapsed.TotalSeconds) with
        {
            DelayObjectiveMs = _model.ObjectiveMs,
        };
        return _model.Costs.IsKnown && _model.ChooseTiers(_time, elapsed, Point, Goals, LaneShare(sample)) is { } lowered
            ? decision with { LoweredTiers = lowered, Reason = decision.Reason + PlanWords.Lowered(lowered.Count) } : decision;
    }

    private ControlDecision Pause(string reason)
    {
        _viewers.Pause(_time);
        _audience.Pause(_time);
        WantedLanes = 0;
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

    private ControlDecision Idle()
    {
        _isIdle = true;
        WantedLanes = _model.Now(Point, Goals.Kept, double.PositiveInfinity).Lanes;
        int fps = Math.Clamp(_options.IdleFps, Math.Min(_options.MinFps, Point.TargetFps), Point.TargetFps);
        return Settle(Point with { TargetFps = fps }, "nobody watches", isRise: null);
    }

    // A point is chosen anew, whatever is gained, when somebody comes to an idle stream, when the audience is another, or when the viewers' limits have moved.
    private ControlDecision Plan(ControlSample sample, bool isFree, bool viewersMoved, double frames)
    {
        PlanGrid grid = Grid(sample);
        float confidence = Confidence();
        if (!_model.Costs.IsKnown)
            return Settle(
                Within(grid, isFree ? Point with { TargetFps = grid.Largest.TargetFps } : Point) with { ConfidenceThreshold = confidence },
                "nothing measured yet", isRise: false);
        _model.FindLeast(grid.Smallest);
        if (_model.Costs.JumpedAt is { } jump)
            _rule.Jumped(jump);
        double share = LaneShare(sample);
        PlanGoals goals = Goals;
        Forecast present = _model.Now(Within(grid, Point) with { ConfidenceThreshold = confidence }, goals.Kept, share);
        var search = new PlanSearch(_model, grid, goals.Planned, share, sample.PipelineDepth * LoneShare, confidence, present.Point);
        WantedLanes = search.Alone.Lanes;
        Forecast best = _rule.AllowsOnlyFalls(_time) && !isFree ? search.BestBelow : search.Best;
        Lateness lateness = best.Value <= present.Value ? Lateness.None
            : PlanGoals.LatenessOf(present.InTime, _model.Now(present.Point, goals.ClearlyMissed, share).InTime);
        bool isDue = _rule.IsDue(_time, frames, present.Value, best.Value, lateness) || isFree;
        Forecast taken = isDue ? best : present;
        string cause = viewersMoved ? _viewers.Evidence
            : PlanWords.Cause(_model, taken, share, sample, _viewers, _clutter, _model.ObjectiveMs);
        return Settle(
            taken.Point, cause,
            isRise: isFree ? null : lateness == Lateness.None, search.Alternatives(taken.Point), PlanWords.Next(best, isDue, _rule.Wait(_time)));
    }

    // What follows from viewers' coming, going or falling behind is no rise and no fall: it is not counted among the changes to be earned.
    private ControlDecision Settle(
        OperatingPoint point, string cause, bool? isRise, IReadOnlyList<PlanAlternative>? alternatives = null, string next = "")
    {
        OperatingPoint before = Point;
        bool changed = point != before;
        if (changed)
        {
            Point = point;
            Changes++;
            _settledSteps = 0;
            if (isRise is { } rise && point with { ConfidenceThreshold = before.ConfidenceThreshold } != before)
                _rule.Changed(_time, rise);
        }

        return new ControlDecision(point, changed ? $"{cause}: {PlanWords.Difference(before, point)}" : $"holding: {cause}", changed)
        {
            Alternatives = alternatives ?? [],
            Next = next,
            Costs = _model.Costs.IsKnown && _grid is { } grid ? Array.ConvertAll(grid.InferenceSizes, size => _model.Cost(size, point.MaxLongSidePx)) : [],
        };
    }

    private PlanGrid Grid(ControlSample sample)
    {
        int start = Math.Clamp(_options.StartFps, _options.MinFps, _options.MaxFps);
        // Above the start only where that is allowed and the camera delivers what it is asked for.
        bool mayRise = _options.RaiseFpsAboveStart && sample.ReceivedFps >= _options.SustainedShare * Point.TargetFps;
        int ceiling = mayRise ? Math.Min(_options.MaxFps, (int)(Point.TargetFps * FpsRise)) : Point.TargetFps;
        (QualityRung Rung, int MostFps) key = (_viewers.Rung, Math.Max(start, _options.RaiseFpsAboveStart ? ceiling : 0));
        if (_grid is null || key != _gridKey)
            (_grid, _gridKey) = (new PlanGrid(_options, key.Rung, key.MostFps), key);
        return _grid;
    }

    private static double LaneShare(ControlSample sample) =>
        double.IsNaN(sample.LaneShare) ? sample.PipelineDepth * LoneShare : sample.LaneShare;

    private PlanGoals Goals => new(_model.ObjectiveMs);

    private float Confidence() => MathF.Round(
        Math.Min(Math.Clamp(_options.MaxConfidence, Bounds.LowestConfidence, Bounds.HighestConfidence), _viewers.Rung.Confidence + _clutter.Rise), 2);

    // The viewers' ladder may have fallen below the point.
    private static OperatingPoint Within(PlanGrid grid, OperatingPoint point) => point with
    {
        TargetFps = Math.Min(point.TargetFps, grid.Largest.TargetFps),
        JpegQuality = Math.Min(point.JpegQuality, grid.Largest.JpegQuality),
        MaxLongSidePx = Math.Min(point.MaxLongSidePx, grid.Largest.MaxLongSidePx),
    };

    private static OperatingPoint StartingPoint(ControllerOptions options, QualityRung rung) => new(
        QualityLadder.InferenceSizes(options)[0], rung.Confidence,
        Math.Clamp(options.StartFps, Math.Clamp(options.MinFps, Bounds.LowestFps, Bounds.HighestFps), Math.Clamp(options.MaxFps, Bounds.LowestFps, Bounds.HighestFps)),
        rung.JpegQuality, rung.LongSidePx);
}
