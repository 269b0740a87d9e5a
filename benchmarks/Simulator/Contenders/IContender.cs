using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>Something that sets every stream's operating point.</summary>
internal interface IContender
{
    /// <summary>The point that a stream starts at.</summary>
    OperatingPoint Start(int stream);

    /// <summary>The settings from now on, given what each stream did since the last step.</summary>
    IReadOnlyList<StreamSetting> Decide(IReadOnlyList<ControlSample> samples);
}
