using System.Collections.Concurrent;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>The detectors of one model, leased to lanes.</summary>
/// <remarks>
/// <b>Threading:</b> any lane leases; a leased detector is that lane's alone. <b>Ownership:</b> the pool disposes its
/// detectors; a lease goes back by <see cref="Return"/>.
/// </remarks>
internal sealed class DetectorPool : IDisposable
{
    private readonly IReadOnlyList<IDetector> _all;
    private readonly ConcurrentBag<IDetector> _free;
    private readonly SemaphoreSlim _available;
    private readonly IDetector? _delay;
    private readonly SemaphoreSlim _delayAvailable = new(1);

    /// <summary>Takes over detectors of one and the same model.</summary>
    /// <param name="detectors">Those of the lanes where all work at a time.</param>
    /// <param name="delay">The one with all threads, of the lane that works alone; null where lanes never do.</param>
    public DetectorPool(IReadOnlyList<IDetector> detectors, IDetector? delay = null)
    {
        _all = detectors;
        _free = [.. detectors];
        _available = new SemaphoreSlim(detectors.Count);
        _delay = delay;
        Labels = new LabelSet(detectors[0].Model.Labels);
    }

    /// <summary>The model.</summary>
    public ModelMetadata Model => _all[0].Model;

    /// <summary>Execution provider in use: <c>CPU</c> or <c>CUDA</c>.</summary>
    public string ExecutionProvider => _all[0].ExecutionProvider;

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>.</summary>
    public string Precision => _all[0].Precision;

    /// <summary>The model's class names.</summary>
    public LabelSet Labels { get; }

    /// <summary>Waits for a detector that suits the turn. Called by lanes only: it blocks.</summary>
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

    /// <summary>Gives a leased detector back.</summary>
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
    public void Dispose()
    {
        foreach (IDetector detector in _all)
            detector.Dispose();
        _delay?.Dispose();
        _available.Dispose();
        _delayAvailable.Dispose();
    }
}
