using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the controller's settings, section <c>Control</c>: hard bounds, and that no range is upside down. Reports all faults at once.</summary>
internal sealed class ControllerOptionsValidator : IValidateOptions<ControllerOptions>
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Control";

    /// <summary>Bounds of the delay objective, milliseconds: a screen's own delay, and what nobody would call live.</summary>
    private const double LeastObjectiveMs = 30, MostObjectiveMs = 5000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ControllerOptions options)
    {
        var faults = new List<string>();
        CheckRange(faults, "InferenceSize", options.MinInferenceSize, options.MaxInferenceSize,
            ControllerBounds.LowestInferenceSize, ControllerBounds.HighestInferenceSize);
        CheckRange(faults, "Confidence", options.MinConfidence, options.MaxConfidence,
            ControllerBounds.LowestConfidence, ControllerBounds.HighestConfidence);
        CheckRange(faults, "Fps", options.MinFps, options.MaxFps, ControllerBounds.LowestFps, ControllerBounds.HighestFps);
        CheckRange(faults, "JpegQuality", options.MinJpegQuality, options.StartJpegQuality,
            ControllerBounds.LowestJpegQuality, ControllerBounds.HighestJpegQuality, upper: "Start");
        CheckRange(faults, "LongSidePx", options.MinLongSidePx, options.StartLongSidePx,
            ControllerBounds.LowestLongSidePx, ControllerBounds.HighestLongSidePx, upper: "Start");
        foreach (int size in (int[])[options.MinInferenceSize, options.StartInferenceSize, options.MaxInferenceSize])
        {
            if (size % ControllerBounds.InferenceSizeMultiple != 0)
                faults.Add($"{SectionName}: an inference size of {size} is no multiple of {ControllerBounds.InferenceSizeMultiple}.");
        }
        if (options.DelayObjectiveMs is not (>= LeastObjectiveMs and <= MostObjectiveMs))
            faults.Add($"{SectionName}:DelayObjectiveMs is {options.DelayObjectiveMs}; it is {LeastObjectiveMs} to {MostObjectiveMs} ms.");
        CheckShare(faults, nameof(options.SustainedShare), options.SustainedShare);
        CheckShare(faults, nameof(options.ViewerBehindShare), options.ViewerBehindShare);
        CheckShare(faults, nameof(options.ViewerReliefShare), options.ViewerReliefShare);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckRange(
        List<string> faults, string setting, double min, double max, double lowest, double highest, string upper = "Max")
    {
        if (min < lowest || max > highest || min > max)
            faults.Add($"{SectionName}: Min{setting} {min} to {upper}{setting} {max} is no range within {lowest} to {highest}.");
    }

    private static void CheckShare(List<string> faults, string setting, double share)
    {
        if (share is not (>= 0 and <= 1))
            faults.Add($"{SectionName}:{setting} is {share}; it is a share from 0 to 1.");
    }
}
