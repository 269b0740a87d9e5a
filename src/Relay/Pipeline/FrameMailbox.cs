using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Holds the one frame of a stream that waits for a lane: a newer one takes its place.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Ownership:</b> whoever gets a frame back owns it.</remarks>
internal sealed class FrameMailbox
{
    private CameraFrame? _waiting;

    /// <summary>Whether a frame waits.</summary>
    public bool HasFrame => Volatile.Read(ref _waiting) is not null;

    /// <summary>Puts a frame in and gives back the older one that it replaced.</summary>
    public CameraFrame? Exchange(CameraFrame frame) => Interlocked.Exchange(ref _waiting, frame);

    /// <summary>Takes the waiting frame out.</summary>
    public CameraFrame? Take() => Interlocked.Exchange(ref _waiting, null);

    /// <summary>Takes a frame out if it still waits; false if a newer one does, or none.</summary>
    public bool TryTake(CameraFrame frame) => ReferenceEquals(Interlocked.CompareExchange(ref _waiting, null, frame), frame);
}
