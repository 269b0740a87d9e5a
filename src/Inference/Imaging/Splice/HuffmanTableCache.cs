namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Keeps the tables of the last files, so that a camera's next frame finds them made.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
internal sealed class HuffmanTableCache
{
    // Tables: the four of annex K, and those of a few cameras that have their own. One takes 9 kB.
    private const int Capacity = 24;

    private readonly List<HuffmanTable> _tables = new(Capacity);
    private int _next;

    /// <summary>The table made of these bytes; null if no decoder accepts them.</summary>
    /// <param name="isDc">Whether it codes differences of the first coefficient.</param>
    /// <param name="bytes">16 counts and the symbols.</param>
    /// <param name="inUse">Tables that must stay as they are.</param>
    public HuffmanTable? Get(bool isDc, ReadOnlySpan<byte> bytes, ReadOnlySpan<HuffmanTable?> inUse)
    {
        foreach (HuffmanTable table in _tables)
        {
            if (table.IsOf(isDc, bytes))
                return table;
        }
        int slot = FreeSlot(inUse);
        if (_tables[slot].TryBuild(isDc, bytes))
            return _tables[slot];
        _tables.RemoveAt(slot);
        return null;
    }

    private int FreeSlot(ReadOnlySpan<HuffmanTable?> inUse)
    {
        if (_tables.Count < Capacity)
        {
            _tables.Add(new HuffmanTable());
            return _tables.Count - 1;
        }
        // A file uses six at most, so a free one is always found.
        do
            _next = (_next + 1) % Capacity;
        while (inUse.Contains(_tables[_next]));
        return _next;
    }
}
