namespace RealtimeDetect.Load;

/// <summary>What a run does.</summary>
/// <param name="Scenario"><c>load</c>, <c>ratio</c>, <c>naive</c>, <c>stalled-viewer</c>, <c>weak-link</c>, <c>flood</c>, <c>poll</c>,
/// <c>schedule</c>, <c>allocation</c>, <c>first-frames</c>, <c>fairness</c>, <c>h264</c>, <c>carry</c> or
/// <c>overload</c>.</param>
/// <param name="Cameras">Number of cameras.</param>
/// <param name="ViewersPerCamera">Viewers of each.</param>
/// <param name="Fps">Frames a second of each camera; 0 for as fast as acks come.</param>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Width">Width of the frames, pixels.</param>
/// <param name="Height">Height likewise.</param>
/// <param name="InferenceSize">Longer side of the network's input, held.</param>
/// <param name="Model">Path of the model; null for the embedded one.</param>
/// <param name="ResultsFolder">Where the JSON goes; null for nowhere.</param>
/// <param name="Codec">What the viewer of <c>weak-link</c> asks for: <c>jpeg</c> or <c>h264</c>.</param>
/// <param name="Published">Assembly of a published server, for <c>first-frames</c>; null for the one built with this program.</param>
internal sealed record LoadOptions(
    string Scenario, int Cameras, int ViewersPerCamera, int Fps, int Seconds, int Width, int Height, int InferenceSize,
    string? Model, string? ResultsFolder, string Codec, string? Published);
