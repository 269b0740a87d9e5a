namespace RealtimeDetect.Adaptive;

/// <summary>All points of a grid, weighed once.</summary>
internal sealed class PlanSearch
{
    private readonly double _objectiveMs;

    // By limit the point of most utility that it stands in the way of.
    private readonly Forecast[] _dearest = new Forecast[(int)PlanLimit.Downlink + 1];

    /// <summary>Weighs the points of a grid.</summary>
    /// <param name="model">What is known of the stream.</param>
    /// <param name="grid">The points.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    /// <param name="lanes">Lanes that it could occupy if it were alone.</param>
    /// <param name="confidence">Confidence threshold of all points, 0 to 1.</param>
    /// <param name="present">The present point.</param>
    public PlanSearch(StreamModel model, PlanGrid grid, DelayGoal goal, double laneShare, double lanes, float confidence, OperatingPoint present)
    {
        _objectiveMs = goal.ObjectiveMs;
        PictureForecast picture = default;
        foreach (PlanEntry entry in grid.Entries)
        {
            if (entry.IsNewPicture)
                picture = model.Picture(entry.Point.JpegQuality, entry.Point.MaxLongSidePx);
            OperatingPoint point = entry.Point with { ConfidenceThreshold = confidence };
            Forecast forecast = model.At(picture, point, entry.Utility, goal, laneShare);
            if (forecast.Value > Best.Value || Best.Utility == 0)
                Best = forecast;
            if (IsBelow(point, present) && (forecast.Value > BestBelow.Value || BestBelow.Utility == 0))
                BestBelow = forecast;
            if (forecast.Utility > _dearest[(int)forecast.Limit].Utility)
                _dearest[(int)forecast.Limit] = forecast;
            if (entry.Utility > Alone.Value && (forecast.Limit == PlanLimit.Machine || forecast.Value > Alone.Value))
                Alone = Better(Alone, laneShare >= lanes ? forecast : model.At(picture, point, entry.Utility, goal, lanes));
        }
    }

    /// <summary>The point of greatest value.</summary>
    public Forecast Best { get; private set; }

    /// <summary>The point of greatest value among those that ask for no more of anything than the present one.</summary>
    public Forecast BestBelow { get; private set; }

    /// <summary>The point of greatest value if the stream had all lanes.</summary>
    public Forecast Alone { get; private set; }

    /// <summary>The points of most utility that were not taken, one for each thing that stands in the way.</summary>
    public IReadOnlyList<PlanAlternative> Alternatives(OperatingPoint taken)
    {
        var found = new List<PlanAlternative>(_dearest.Length);
        foreach (Forecast forecast in _dearest)
        {
            if (forecast.Utility > 0 && forecast.Point != taken)
                found.Add(new PlanAlternative(forecast.Point, Math.Round(forecast.Utility, 3), Math.Round(forecast.DelayMs), PlanWords.Verdict(forecast, _objectiveMs)));
        }

        found.Sort(static (a, b) => b.Utility.CompareTo(a.Utility));
        return found;
    }

    private static bool IsBelow(OperatingPoint point, OperatingPoint present) => point.InferenceSize <= present.InferenceSize
        && point.TargetFps <= present.TargetFps && point.JpegQuality <= present.JpegQuality && point.MaxLongSidePx <= present.MaxLongSidePx;

    private static Forecast Better(Forecast a, Forecast b) => b.Value > a.Value ? b : a;
}
