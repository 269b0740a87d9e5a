using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Unmanaged memory on a cache-line boundary that grows to the largest size asked for and is kept.</summary>
/// <remarks><b>Ownership:</b> the owner disposes; pointers are valid until the next <see cref="Reserve"/> or disposal.</remarks>
internal sealed unsafe class NativeBuffer : IDisposable
{
    // Bytes; one AVX-512 register and one cache line.
    private const nuint Alignment = 64;

    private void* _memory;

    /// <summary>Finalizes a buffer whose owner did not dispose it.</summary>
    ~NativeBuffer() => Free();

    /// <summary>Bytes that are there.</summary>
    public nuint Length { get; private set; }

    /// <summary>First byte; null before the first <see cref="Reserve"/>.</summary>
    public byte* Pointer => (byte*)_memory;

    /// <summary>Makes at least so many bytes available; what was in them is lost when it has to grow.</summary>
    public void Reserve(nuint byteCount)
    {
        if (byteCount <= Length)
            return;
        Free();
        _memory = NativeMemory.AlignedAlloc(byteCount, Alignment);
        Length = byteCount;
    }

    /// <summary>Makes at least so many bytes available and keeps what is in them.</summary>
    public void Extend(nuint byteCount)
    {
        if (byteCount <= Length)
            return;
        _memory = NativeMemory.AlignedRealloc(_memory, byteCount, Alignment);
        Length = byteCount;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        Length = 0;
    }
}
