namespace RealtimeDetect.Micro.Ratios;

/// <summary>What a change of the inference size costs a frame.</summary>
/// <param name="SmallPx">Longer side of the smaller input.</param>
/// <param name="LargePx">Longer side of the larger input.</param>
/// <param name="Changes">Changes of size.</param>
/// <param name="MedianLargeMs">Median detector call at the larger size, without a change before it.</param>
/// <param name="WorstSteadyMs">Worst call without a change before it, at either size: the machine's own unrest.</param>
/// <param name="WorstChangeMs">Worst first call after a change, in either direction.</param>
/// <param name="Ratio">The worst after a change to the larger size's median.</param>
/// <param name="ProcessorRatio">The same of the thread's processor time, which other programs on the machine do not lengthen.</param>
/// <param name="UnseenRatio">Worst first call of a size and aspect that were not warmed up, to its later calls, in processor time.</param>
internal sealed record ResizeResult(
    int SmallPx, int LargePx, int Changes, double MedianLargeMs, double WorstSteadyMs, double WorstChangeMs, double Ratio, double ProcessorRatio,
    double UnseenRatio)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Changes} changes between {SmallPx} and {LargePx}: worst frame after one {WorstChangeMs:F2} ms, x{Ratio:F2} the larger size's median of {MedianLargeMs:F2} ms (worst without a change {WorstSteadyMs:F2} ms); of processor time x{ProcessorRatio:F2}; a size never seen before x{UnseenRatio:F2} of its later calls");
}
