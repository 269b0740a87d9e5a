namespace RealtimeDetect.Relay.Transport;

/// <summary>What an <c>error</c> message says: a code for programs and a text that names the value and the limit.</summary>
/// <param name="Code">Stable snake_case code.</param>
/// <param name="Message">One sentence for a developer.</param>
internal readonly record struct ProtocolError(string Code, string Message);
