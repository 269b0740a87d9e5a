using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.H264;

/// <summary>An access unit as it came from the encoder.</summary>
/// <param name="TimeMs">Time of its frame, as it was given to the encoder.</param>
/// <param name="IsKey">Whether decoding can begin with it.</param>
/// <param name="Codec">Codec string of the stream, such as <c>avc1.64001F</c>.</param>
/// <param name="Data">Annex B; whoever gets the unit disposes it.</param>
internal readonly record struct EncodedUnit(long TimeMs, bool IsKey, string Codec, PooledBytes Data);
