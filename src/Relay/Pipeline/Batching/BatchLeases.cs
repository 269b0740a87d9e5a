using System.Collections.Concurrent;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>Leases of one detector that takes frames of several lanes in one run.</summary>
/// <remarks><b>Threading:</b> any lane; the detector runs on one thread. <b>Ownership:</b> owns the detector and its batches.</remarks>
internal sealed class BatchLeases : IDetectorLeases
{
    private readonly IBatchDetector _detector;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly BatchGate _gate;
    private readonly BatchRunner _runner;
    private readonly ConcurrentBag<BatchPlace> _free = [];
    private readonly int _maxBatch;

    /// <summary>Takes over a detector and starts its thread.</summary>
    public BatchLeases(IBatchDetector detector, InferenceOptions options, TimeProvider time)
    {
        _detector = detector;
        _maxBatch = options.MaxBatch;
        _gate = new BatchGate(options, time, () => _wake.Set());
        _runner = new BatchRunner(_gate, _wake, detector.Model.Name, time);
    }

    /// <inheritdoc/>
    public void WarmUp(in FrameTurn turn, PixelSize input)
    {
        for (int count = 1; count <= _maxBatch; count++)
        {
            var places = new List<BatchPlace>(count);
            for (int i = 0; i < count; i++)
            {
                places.Add((BatchPlace)Lease(turn));
                places[i].Input(input).Fill(Letterbox.PaddingValue);
            }
            // The batch runs when the last one is filled: with exactly this many.
            places.ForEach(place => place.Submit());
            places.ForEach(place => place.WaitForResult());
            places.ForEach(Return);
        }
    }

    /// <inheritdoc/>
    public void OnTaken(in FrameTurn turn) => _gate.Expect(turn);

    /// <inheritdoc/>
    public IDetector Lease(in FrameTurn turn)
    {
        BatchPlace place = _free.TryTake(out BatchPlace? free) ? free : new BatchPlace(_detector, _gate);
        place.Turn = turn;
        return place;
    }

    /// <inheritdoc/>
    public void Return(IDetector detector)
    {
        var place = (BatchPlace)detector;
        _gate.Release(place);
        _free.Add(place);
    }

    /// <inheritdoc/>
    public void OnEnded(in FrameTurn turn) => _gate.Forget(turn);

    /// <inheritdoc/>
    public void Dispose()
    {
        _runner.Dispose();
        _gate.Stop();
        _gate.Dispose();
        while (_free.TryTake(out BatchPlace? place))
            place.Dispose();
        _wake.Dispose();
        _detector.Dispose();
    }
}
