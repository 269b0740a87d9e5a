namespace RealtimeDetect.Relay.Stats;

/// <summary>What a frame costs the machine at an inference size.</summary>
/// <param name="InferenceSize">Longer side of the model's input in pixels.</param>
/// <param name="InferenceMs">Milliseconds of the network.</param>
/// <param name="OtherMs">Milliseconds of the frame's other work, at the present picture.</param>
/// <param name="Measured">Whether frames of that size ran; else it is reckoned from those of other sizes.</param>
internal sealed record CostStats(int InferenceSize, double InferenceMs, double OtherMs, bool Measured);
