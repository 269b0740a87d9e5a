namespace RealtimeDetect.Relay.Stats;

/// <summary>The clocks of a stream's devices.</summary>
/// <param name="Camera">The camera's; null where there is none, or it told nothing.</param>
/// <param name="Viewers">Those of the viewers that told, at most <see cref="MostViewers"/>.</param>
internal sealed record ClocksStats(ClockStats? Camera, IReadOnlyList<ClockStats> Viewers)
{
    /// <summary>Viewers listed: with a thousand, an answer that each of them asks for would be large.</summary>
    public const int MostViewers = 20;
}
