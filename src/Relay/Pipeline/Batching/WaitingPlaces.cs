using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>The lanes that wait for a place in a batch: the stream served longest ago goes first, and its oldest frame.</summary>
/// <remarks><b>Threading:</b> <see cref="BatchGate"/>'s lock. As many wait as there are lanes at most, so a scan is enough.</remarks>
internal sealed class WaitingPlaces
{
    private readonly List<BatchPlace> _places = [];
    private long _clock;

    /// <summary>Adds one at the end.</summary>
    public void Add(BatchPlace place)
    {
        place.AskedAt = ++_clock;
        _places.Add(place);
    }

    /// <summary>Takes out the next one that a batch has room for; null if there is none.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="room">The batch with room: one that is being filled rather than a free one.</param>
    public BatchPlace? TakeNext(List<Batch> batches, out Batch? room)
    {
        BatchPlace? next = null;
        room = null;
        foreach (BatchPlace place in _places)
        {
            if ((next is not null && !IsBefore(place, next)) || FindRoom(batches, place.Size) is not { } found)
                continue;
            (next, room) = (place, found);
        }
        if (next is null)
            return null;
        _places.Remove(next);
        next.Turn.Pipeline.LastPlaced = ++_clock;
        return next;
    }

    /// <summary>Takes out any one, or any of a size; null if there is none.</summary>
    public BatchPlace? TakeAny(PixelSize? size = null)
    {
        int index = _places.FindIndex(place => size is null || place.Size == size);
        if (index < 0)
            return null;
        BatchPlace place = _places[index];
        _places.RemoveAt(index);
        return place;
    }

    private static bool IsBefore(BatchPlace one, BatchPlace other)
    {
        (long served, long otherServed) = (one.Turn.Pipeline.LastPlaced, other.Turn.Pipeline.LastPlaced);
        return served == otherServed ? one.AskedAt < other.AskedAt : served < otherServed;
    }

    private static Batch? FindRoom(List<Batch> batches, PixelSize size)
    {
        Batch? free = null;
        foreach (Batch batch in batches)
        {
            if (!batch.HasRoom(size))
                continue;
            if (batch.State == BatchState.Open)
                return batch;
            free ??= batch;
        }
        return free;
    }
}
