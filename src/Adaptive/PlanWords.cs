using System.Globalization;

namespace RealtimeDetect.Adaptive;

/// <summary>The planner's decisions in words, with their numbers.</summary>
internal static class PlanWords
{
    private const double Mega = 1e6;

    /// <summary>What a point rests on: the links, the machine, the viewers.</summary>
    public static string Cause(
        StreamModel model, in Forecast forecast, double laneShare, ControlSample sample, ViewerAxis viewers, ClutterGauge clutter, double objectiveMs)
    {
        string uplink = double.IsPositiveInfinity(model.Uplink.BitsPerSecond) ? ""
            : string.Create(CultureInfo.InvariantCulture, $"uplink {model.Uplink.BitsPerSecond / Mega:0.0} Mbit/s, ");
        string crowd = clutter.Rise > 0 ? string.Create(CultureInfo.InvariantCulture, $", {clutter.Objects:0} objects") : "";
        string carried = sample.PublishedFps - sample.DetectedFps < 1 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{sample.DetectedFps:0} of {sample.PublishedFps:0} fps detected, ");
        return string.Create(CultureInfo.InvariantCulture,
            $"{uplink}{forecast.Lanes:0.00} of {laneShare:0.00} lanes, {carried}machine {100 * sample.ComputeLoad:0} % busy, " +
            $"{forecast.DelayMs:0} of {objectiveMs:0} ms, {viewers.Evidence}{crowd}");
    }

    /// <summary>Who gets less than the published picture.</summary>
    public static string Lowered(int viewers) => viewers == 1 ? "; 1 viewer in a lower tier" : $"; {viewers} viewers in lower tiers";

    /// <summary>Why a point was not taken.</summary>
    public static string Verdict(in Forecast forecast, double objectiveMs) => forecast switch
    {
        { Limit: PlanLimit.None } => "worth less",
        { Fits: false, Limit: PlanLimit.Machine } => string.Create(CultureInfo.InvariantCulture, $"needs {forecast.Lanes:0.00} lanes"),
        { Fits: false, Limit: PlanLimit.Uplink } => "more than the uplink carries",
        { Fits: false } => "more than some viewers' links carry",
        _ when forecast.DelayMs <= objectiveMs => string.Create(CultureInfo.InvariantCulture, $"{forecast.DelayMs:0} ms leave too little room"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{forecast.DelayMs:0} ms, most of it {Name(forecast.Limit)}"),
    };

    /// <summary>What comes next.</summary>
    public static string Next(in Forecast best, bool isDue, TimeSpan wait)
    {
        if (isDue)
            return "watch whether it holds";
        string point = string.Create(
            CultureInfo.InvariantCulture,
            $"{best.Point.InferenceSize} px at {best.Point.TargetFps} fps, quality {best.Point.JpegQuality}, {best.Point.MaxLongSidePx} px");
        return wait > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"no rise for {wait.TotalSeconds:0} s; then {point}")
            : $"{point} once it is worth the change";
    }

    /// <summary>What changes between two points.</summary>
    public static string Difference(OperatingPoint from, OperatingPoint to) => string.Join(", ", new[]
    {
        Difference("target fps", from.TargetFps, to.TargetFps),
        Difference("inference size", from.InferenceSize, to.InferenceSize),
        Difference("jpeg quality", from.JpegQuality, to.JpegQuality),
        Difference("long side", from.MaxLongSidePx, to.MaxLongSidePx),
        Difference("confidence", Math.Round(from.ConfidenceThreshold, 2), Math.Round(to.ConfidenceThreshold, 2)),
    }.Where(text => text.Length > 0));

    private static string Name(PlanLimit limit) => limit switch
    {
        PlanLimit.Uplink => "on the uplink",
        PlanLimit.Downlink => "on the way to the viewers",
        _ => "on the machine",
    };

    private static string Difference(string name, double from, double to) =>
        from == to ? "" : string.Create(CultureInfo.InvariantCulture, $"{name} {from} -> {to}");
}
