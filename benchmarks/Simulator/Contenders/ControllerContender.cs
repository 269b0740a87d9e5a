using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>The product's ladder controller, one for each stream, with its default settings.</summary>
internal sealed class ControllerContender(int streams) : IContender
{
    private readonly AdaptiveController[] _controllers =
        [.. Enumerable.Range(0, streams).Select(_ => new AdaptiveController(new ControllerOptions()))];

    /// <summary>Where the product starts.</summary>
    public static OperatingPoint DefaultStart { get; } = new AdaptiveController(new ControllerOptions()).Point;

    /// <inheritdoc/>
    public OperatingPoint Start(int stream) => DefaultStart;

    /// <inheritdoc/>
    public IReadOnlyList<OperatingPoint> Decide(IReadOnlyList<ControlSample> samples) =>
        [.. samples.Select((sample, i) => _controllers[i].Decide(sample).Point)];
}
