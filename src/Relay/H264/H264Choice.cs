namespace RealtimeDetect.Relay.H264;

/// <summary>Whether H.264 can be had here, by which encoder, and why.</summary>
/// <param name="Encoder">ffmpeg's name of it; null where there is none.</param>
/// <param name="Reason">One sentence for a person.</param>
internal sealed record H264Choice(string? Encoder, string Reason);
