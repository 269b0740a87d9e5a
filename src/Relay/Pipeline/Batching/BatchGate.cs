using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>Gives frames places in batches, fairly between streams, and says which batch runs when.</summary>
/// <remarks>
/// A batch holds one input size. It runs once its places are filled and it is full, or no other frame is on its way, or its first
/// frame has waited for the bound; while another runs, it goes on taking frames in.
/// <b>Threading:</b> lanes reserve, submit and release; one thread takes batches and finishes them. <b>Ownership:</b> owns the batches.
/// </remarks>
/// <param name="options">Most frames of a batch, longest wait.</param>
/// <param name="time">The clock.</param>
/// <param name="wake">Wakes the thread that takes batches; must not block.</param>
internal sealed class BatchGate(InferenceOptions options, TimeProvider time, Action wake) : IDisposable
{
    /// <summary>Batches of one size: one is filled, one runs, one is read.</summary>
    private const int BatchesPerSize = 3;

    /// <summary>Batches kept in all: four sizes in full use. Each holds its frames' inputs and outputs, at 640x384 about 5 MB a place.</summary>
    private const int MaxBatches = 12;

    /// <summary>Resolution of timers: a batch is not left waiting for a tick that comes after the bound.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<(FramePipeline Stream, long Sequence)> _expected = [];
    private readonly WaitingPlaces _waiting = new();
    private readonly List<Batch> _batches = [];
    private readonly Dictionary<PixelSize, int> _beingMade = [];
    private volatile bool _stopped;

    /// <summary>Notes that a frame is on its way to a place.</summary>
    public void Expect(in FrameTurn turn)
    {
        lock (_lock)
            _expected.Add((turn.Pipeline, turn.Sequence));
    }

    /// <summary>Notes that a frame is on its way no longer.</summary>
    public void Forget(in FrameTurn turn)
    {
        bool wasExpected;
        lock (_lock)
            wasExpected = _expected.Remove((turn.Pipeline, turn.Sequence));
        if (wasExpected)
            Wake();
    }

    /// <summary>Asks for a place; the lane is signalled when there is one.</summary>
    /// <returns>True if the caller is to add a batch of this size by <see cref="AddBatch"/>.</returns>
    public bool Reserve(BatchPlace place, PixelSize size)
    {
        bool needsBatch = false;
        lock (_lock)
        {
            _expected.Remove((place.Turn.Pipeline, place.Turn.Sequence));
            (place.Size, place.IsFilled, place.Failure) = (size, false, null);
            _waiting.Add(place);
            GrantLocked();
            if (!_stopped && place.Batch is null && CountLocked(size) < BatchesPerSize)
            {
                needsBatch = true;
                _beingMade[size] = _beingMade.GetValueOrDefault(size) + 1;
            }
        }
        Wake();
        return needsBatch;
    }

    /// <summary>Makes a batch, as <see cref="Reserve"/> asked for; frames that wait for one go on, or fail with it.</summary>
    public void AddBatch(IBatchDetector detector, PixelSize size)
    {
        try
        {
            IDetectorBatch made = detector.CreateBatch(size, options.MaxBatch);
            Add(new Batch(made));
        }
        // Whatever the execution provider throws costs the frames that wait for this memory.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            FailWaiting(size, e);
        }
        Wake();
    }

    /// <summary>Notes that a place is filled; the lane is signalled when the batch has run.</summary>
    public void Submit(BatchPlace place)
    {
        lock (_lock)
        {
            place.IsFilled = true;
            place.Batch!.OnFilled();
            if (_stopped)
                Fail(place, Stopped());
        }
        Wake();
    }

    /// <summary>Takes a place back, whatever became of it.</summary>
    public void Release(BatchPlace place)
    {
        lock (_lock)
        {
            if (place.Batch is not { } batch)
                return;
            if (!place.IsFilled)
                batch.OnFilled();
            place.Batch = null;
            batch.TakeBack();
            GrantLocked();
        }
        Wake();
    }

    /// <summary>Takes the batch that is to run now; null if there is none.</summary>
    /// <param name="due">Time until a batch will have waited long enough; null where none waits.</param>
    public Batch? TryTake(out TimeSpan? due)
    {
        due = null;
        lock (_lock)
        {
            Batch? next = null;
            foreach (Batch batch in _batches)
            {
                if (IsDueLocked(batch, ref due) && batch.Filling == 0 && (next is null || batch.OpenedAt < next.OpenedAt))
                    next = batch;
            }
            if (next is null)
                CloseLateLocked();
            else
                next.State = BatchState.Running;
            return next;
        }
    }

    /// <summary>Ends a run: its lanes are signalled.</summary>
    /// <param name="batch">What ran.</param>
    /// <param name="failure">Why it failed; null where it did not.</param>
    public void Finish(Batch batch, Exception? failure)
    {
        lock (_lock)
        {
            batch.State = BatchState.Done;
            foreach (BatchPlace place in batch.Members)
            {
                if (!ReferenceEquals(place.Batch, batch))
                    continue;
                place.Failure = failure;
                place.Signal();
            }
        }
    }

    /// <summary>Fails what waits and whatever comes after.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            GrantLocked();
            foreach (Batch batch in _batches)
            {
                if (batch.State is not (BatchState.Open or BatchState.Closed))
                    continue;
                foreach (BatchPlace place in batch.Members)
                {
                    if (ReferenceEquals(place.Batch, batch) && place.IsFilled)
                        Fail(place, Stopped());
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Batch batch in _batches)
            batch.Memory.Dispose();
    }

    private static ObjectDisposedException Stopped() => new(nameof(BatchGate));

    private static void Fail(BatchPlace place, Exception failure)
    {
        place.Failure = failure;
        place.Signal();
    }

    private void Wake()
    {
        if (!_stopped)
            wake();
    }

    private void GrantLocked()
    {
        while (_stopped && _waiting.TakeAny() is { } place)
            Fail(place, Stopped());
        while (_waiting.TakeNext(_batches, out Batch? room) is { } place)
        {
            room!.Add(place, time.GetTimestamp());
            place.Signal();
        }
    }

    private int CountLocked(PixelSize size)
    {
        int count = _beingMade.GetValueOrDefault(size);
        foreach (Batch batch in _batches)
            count += batch.Size == size ? 1 : 0;
        return count;
    }

    private void Add(Batch batch)
    {
        Batch? evicted = null;
        lock (_lock)
        {
            _beingMade[batch.Size]--;
            int free = _batches.Count < MaxBatches ? -1 : _batches.FindIndex(other => other.State == BatchState.Free);
            if (free >= 0)
            {
                evicted = _batches[free];
                _batches.RemoveAt(free);
            }
            _batches.Add(batch);
            GrantLocked();
        }
        evicted?.Memory.Dispose();
    }

    private void FailWaiting(PixelSize size, Exception failure)
    {
        lock (_lock)
        {
            _beingMade[size]--;
            while (CountLocked(size) == 0 && _waiting.TakeAny(size) is { } place)
                Fail(place, failure);
        }
    }

    private bool IsDueLocked(Batch batch, ref TimeSpan? due)
    {
        if (batch.State != BatchState.Open)
            return batch.State == BatchState.Closed;
        TimeSpan left = LeftLocked(batch);
        if (left < Tick || _expected.Count == 0 || batch.Members.Count == batch.Memory.Capacity)
            return true;
        due = due is { } other && other < left ? other : left;
        return false;
    }

    // One that has waited long enough, and for which nothing but a place still being filled is missing, takes nobody in any more.
    private void CloseLateLocked()
    {
        foreach (Batch batch in _batches)
        {
            if (batch.State == BatchState.Open && LeftLocked(batch) < Tick)
                batch.State = BatchState.Closed;
        }
    }

    private TimeSpan LeftLocked(Batch batch) => options.MaxBatchWait - time.GetElapsedTime(batch.OpenedAt);
}
