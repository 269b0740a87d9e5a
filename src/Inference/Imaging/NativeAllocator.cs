using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Where <see cref="NativeBuffer"/> takes memory from: the C library, or a fuzzer's pages with a guard after each block.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal unsafe class NativeAllocator
{
    // Bytes; one AVX-512 register and one cache line.
    private const nuint Alignment = 64;

    /// <summary>Gives a block, not cleared.</summary>
    public virtual void* Allocate(nuint byteCount) => NativeMemory.AlignedAlloc(byteCount, Alignment);

    /// <summary>Takes a block back; null is fine.</summary>
    public virtual void Free(void* memory, nuint byteCount) => NativeMemory.AlignedFree(memory);
}
