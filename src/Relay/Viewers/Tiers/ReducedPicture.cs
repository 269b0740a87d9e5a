using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>A frame's picture in one tier, made once for all viewers of that tier, counted by its holders.</summary>
/// <param name="header">The <c>frame_metadata</c> that fits it; null where the published one does.</param>
/// <param name="jpeg">The picture.</param>
/// <param name="readyAt">When it was ready, as <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <remarks>
/// <b>Threading:</b> written before anyone else sees it. <b>Ownership:</b> starts with one reference; the last
/// <see cref="Release"/> returns the buffers.
/// </remarks>
internal sealed class ReducedPicture(PooledBytes? header, PooledBytes jpeg, long readyAt)
{
    private int _references = 1;

    /// <summary>The <c>frame_metadata</c> message; null where the published one fits.</summary>
    public ReadOnlyMemory<byte>? Header => header?.Written;

    /// <summary>When it was ready, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long ReadyAt => readyAt;

    /// <summary>The picture.</summary>
    public ReadOnlyMemory<byte> Jpeg => jpeg.Written;

    /// <summary>Adds a holder. The caller must hold a reference itself.</summary>
    public void AddReference() => Interlocked.Increment(ref _references);

    /// <summary>Lets go; the last one returns the buffers.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0)
            return;
        header?.Dispose();
        jpeg.Dispose();
    }
}
