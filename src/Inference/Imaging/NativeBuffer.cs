namespace RealtimeDetect.Inference.Imaging;

/// <summary>Unmanaged memory on a cache-line boundary that grows to the largest size asked for and is kept.</summary>
/// <remarks><b>Ownership:</b> the owner disposes; pointers are valid until it grows next or is disposed.</remarks>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private void* _memory;

    /// <summary>Finalizes a buffer whose owner did not dispose it.</summary>
    ~NativeBuffer() => Free();

    /// <summary>Where memory comes from; to be set before the first buffer is used, by a fuzzer only.</summary>
    public static NativeAllocator Allocator { get; set; } = new();

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
        _memory = Allocator.Allocate(byteCount);
        Length = byteCount;
    }

    /// <summary>Makes at least so many bytes available and keeps what is in them.</summary>
    public void Extend(nuint byteCount)
    {
        if (byteCount <= Length)
            return;
        void* larger = Allocator.Allocate(byteCount);
        Buffer.MemoryCopy(_memory, larger, byteCount, Length);
        Free();
        _memory = larger;
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
        Allocator.Free(_memory, Length);
        _memory = null;
        Length = 0;
    }
}
