using System.Collections.Concurrent;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Detectors that take one frame at a time: one for each lane, and one with all threads for the lane that works alone.</summary>
/// <remarks><b>Threading:</b> any lane; a leased detector is that lane's alone.</remarks>
internal sealed class SessionLeases : IDetectorLeases
{
    private readonly IReadOnlyList<IDetector> _all;
    private readonly ConcurrentBag<IDetector> _free;
    private readonly SemaphoreSlim _available;
    private readonly IDetector? _delay;
    private readonly SemaphoreSlim _delayAvailable = new(1);

    /// <summary>Takes over detectors of one and the same model.</summary>
    /// <param name="detectors">Those of the lanes where all work at a time.</param>
    /// <param name="delay">The one with all threads, of the lane that works alone; null where lanes never do.</param>
    public SessionLeases(IReadOnlyList<IDetector> detectors, IDetector? delay)
    {
        _all = detectors;
        _free = [.. detectors];
        _available = new SemaphoreSlim(detectors.Count);
        _delay = delay;
    }

    /// <inheritdoc/>
    public void WarmUp(in FrameTurn turn, PixelSize input)
    {
    }

    /// <inheritdoc/>
    public void OnTaken(in FrameTurn turn)
    {
    }

    /// <inheritdoc/>
    public IDetector Lease(in FrameTurn turn)
    {
        if (turn.Mode == LaneMode.Delay && _delay is not null)
        {
            _delayAvailable.Wait();
            return _delay;
        }
        _available.Wait();
        return _free.TryTake(out IDetector? detector)
            ? detector
            : throw new InvalidOperationException("A detector was available and is not there: one was returned twice.");
    }

    /// <inheritdoc/>
    public void Return(IDetector detector)
    {
        if (ReferenceEquals(detector, _delay))
        {
            _delayAvailable.Release();
            return;
        }
        _free.Add(detector);
        _available.Release();
    }

    /// <inheritdoc/>
    public void OnEnded(in FrameTurn turn)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDetector detector in _all)
            detector.Dispose();
        _delay?.Dispose();
        _available.Dispose();
        _delayAvailable.Dispose();
    }
}
