namespace RealtimeDetect.Relay.Transport;

/// <summary>Counts a peer's errors since its last good message.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class ErrorStrikes(int limit)
{
    private int _count;

    /// <summary>Counts one; true when the limit is reached.</summary>
    public bool Add() => Interlocked.Increment(ref _count) >= limit;

    /// <summary>Forgets all.</summary>
    public void Clear() => Volatile.Write(ref _count, 0);
}
