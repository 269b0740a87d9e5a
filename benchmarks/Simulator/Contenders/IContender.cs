using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>Something that sets every stream's operating point.</summary>
internal interface IContender
{
    /// <summary>The point that a stream starts at.</summary>
    OperatingPoint Start(int stream);

    /// <summary>The points from now on, given what each stream did since the last step.</summary>
    IReadOnlyList<OperatingPoint> Decide(IReadOnlyList<ControlSample> samples);
}
