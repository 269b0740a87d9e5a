using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>A stream that was created by the stream API, whether anyone is on it or not.</summary>
/// <param name="Token">What names it.</param>
/// <param name="Settings">How it was created.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UsedAt">When it last had a camera or a viewer, as far as was looked.</param>
/// <param name="Stopped">Whether it takes no camera.</param>
internal sealed record CreatedStream(StreamToken Token, StreamSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, bool Stopped);
