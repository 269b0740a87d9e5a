using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline.Batching;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>The detectors of one model, leased to lanes.</summary>
/// <remarks>
/// <b>Threading:</b> any lane leases; a leased detector is that lane's alone. <b>Ownership:</b> the pool disposes its
/// detectors; a lease goes back by <see cref="Return"/>.
/// </remarks>
internal sealed class DetectorPool : IDisposable
{
    private readonly IDetector _first;
    private readonly IDetectorLeases _leases;

    /// <summary>Takes over detectors of one and the same model that take one frame at a time.</summary>
    /// <param name="detectors">Those of the lanes where all work at a time.</param>
    /// <param name="delay">The one with all threads, of the lane that works alone; null where lanes never do.</param>
    public DetectorPool(IReadOnlyList<IDetector> detectors, IDetector? delay = null)
        : this(detectors[0], new SessionLeases(detectors, delay))
    {
    }

    /// <summary>Takes over a detector that takes frames of several lanes in one run.</summary>
    public DetectorPool(IBatchDetector detector, InferenceOptions options, TimeProvider time)
        : this(detector, new BatchLeases(detector, options, time))
    {
    }

    private DetectorPool(IDetector first, IDetectorLeases leases)
    {
        _first = first;
        _leases = leases;
        Labels = new LabelSet(first.Model.Labels);
    }

    /// <summary>The model.</summary>
    public ModelMetadata Model => _first.Model;

    /// <summary>Execution provider in use: <c>CPU</c> or <c>CUDA</c>.</summary>
    public string ExecutionProvider => _first.ExecutionProvider;

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>.</summary>
    public string Precision => _first.Precision;

    /// <summary>The model's class names.</summary>
    public LabelSet Labels { get; }

    /// <summary>Runs what lanes that share runs need beyond their own warm-up.</summary>
    /// <param name="turn">Any turn: whose stream the made-up frames are.</param>
    /// <param name="input">Size of the network input.</param>
    public void WarmUp(in FrameTurn turn, PixelSize input) => _leases.WarmUp(turn, input);

    /// <summary>Tells that a lane has taken a frame for this model; <see cref="OnEnded"/> follows.</summary>
    public void OnTaken(in FrameTurn turn) => _leases.OnTaken(turn);

    /// <summary>Waits for a detector that suits the turn. Called by lanes only: it blocks.</summary>
    public IDetector Lease(in FrameTurn turn) => _leases.Lease(turn);

    /// <summary>Gives a leased detector back.</summary>
    public void Return(IDetector detector) => _leases.Return(detector);

    /// <summary>Tells that the turn is over.</summary>
    public void OnEnded(in FrameTurn turn) => _leases.OnEnded(turn);

    /// <inheritdoc/>
    public void Dispose() => _leases.Dispose();
}
