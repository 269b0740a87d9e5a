using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>Places for frames of one input size that share a run, and where they are in it.</summary>
/// <remarks><b>Threading:</b> all but <see cref="Memory"/> belongs to <see cref="BatchGate"/>'s lock. <b>Ownership:</b> the gate's.</remarks>
internal sealed class Batch(IDetectorBatch memory)
{
    /// <summary>The detector's memory for it.</summary>
    public IDetectorBatch Memory => memory;

    /// <summary>Size of the network input.</summary>
    public PixelSize Size => memory.Size;

    /// <summary>Where it is in its round.</summary>
    public BatchState State { get; set; }

    /// <summary>Who was given places in this round, in order.</summary>
    public List<BatchPlace> Members { get; } = new(memory.Capacity);

    /// <summary>Of these, how many still fill their place.</summary>
    public int Filling { get; private set; }

    /// <summary>Of these, how many have not given it back.</summary>
    public int Outstanding { get; private set; }

    /// <summary>When the first place of this round was given out; the clock's timestamp.</summary>
    public long OpenedAt { get; private set; }

    /// <summary>Whether a further frame of a size can join.</summary>
    public bool HasRoom(PixelSize size) =>
        Size == size && (State == BatchState.Free || (State == BatchState.Open && Members.Count < memory.Capacity));

    /// <summary>Gives out the next place.</summary>
    public void Add(BatchPlace place, long now)
    {
        if (State == BatchState.Free)
        {
            Members.Clear();
            (State, OpenedAt) = (BatchState.Open, now);
        }
        (place.Batch, place.Index) = (this, Members.Count);
        Members.Add(place);
        Filling++;
        Outstanding++;
    }

    /// <summary>Notes that a place was filled, or given up.</summary>
    public void OnFilled() => Filling--;

    /// <summary>Takes a place back; the last one frees the batch. A place given up unfilled stays a gap in this round.</summary>
    public void TakeBack()
    {
        if (--Outstanding == 0)
            State = BatchState.Free;
    }
}
