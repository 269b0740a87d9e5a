using System.Buffers;

namespace RealtimeDetect.Fuzz;

/// <summary>Memory for one input whose last byte is the last one that may be read.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
internal sealed unsafe class GuardedInput(int capacityPages) : MemoryManager<byte>
{
    private readonly nuint _usable = (nuint)capacityPages * Libc.PageBytes;
    private readonly byte* _pages = Libc.MapGuarded((nuint)capacityPages * Libc.PageBytes);
    private int _length;

    /// <summary>Copies an input flush against the guard page; what is longer than the pages is cut.</summary>
    public ReadOnlyMemory<byte> Place(ReadOnlySpan<byte> bytes)
    {
        _length = Math.Min(bytes.Length, (int)_usable);
        bytes[.._length].CopyTo(GetSpan());
        return Memory;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_pages + _usable - _length, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_pages + _usable - _length + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Libc.Unmap(_pages, _usable);
}
