namespace RealtimeDetect.Relay.Recording;

/// <summary>When a stream is recorded, and whether its last seconds are held ready.</summary>
/// <param name="Mode">When.</param>
/// <param name="Classes">Names of the classes that start a recording in mode <see cref="RecordingMode.Class"/>.</param>
/// <param name="PreRoll">What of the time before is recorded too.</param>
/// <param name="PostRoll">How long it goes on after.</param>
/// <param name="Buffer">Whether the last seconds are held ready.</param>
internal sealed record RecordingRule(RecordingMode Mode, IReadOnlyList<string> Classes, TimeSpan PreRoll, TimeSpan PostRoll, bool Buffer)
{
    /// <summary>Whether it wants an encoder while nobody asks for a recording.</summary>
    public bool NeedsFrames => Mode is RecordingMode.Always or RecordingMode.Class || (Buffer && Mode != RecordingMode.Off);
}
