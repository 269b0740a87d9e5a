using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>Never moves.</summary>
internal sealed class FixedSetting(int inferenceSize) : IContender
{
    private readonly OperatingPoint _point = PlannerContender.DefaultStart with { InferenceSize = inferenceSize };

    /// <inheritdoc/>
    public OperatingPoint Start(int stream) => _point;

    /// <inheritdoc/>
    public IReadOnlyList<StreamSetting> Decide(IReadOnlyList<ControlSample> samples) => [.. samples.Select(_ => new StreamSetting(_point))];
}
