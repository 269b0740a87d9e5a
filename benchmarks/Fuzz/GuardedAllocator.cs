using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Fuzz;

/// <summary>Gives the codecs' buffers memory with a guard page after each.</summary>
internal sealed unsafe class GuardedAllocator : NativeAllocator
{
    // Bytes that a block may start on: libjpeg-turbo's widest loads from planes need no more.
    private const nuint Alignment = 32;

    /// <inheritdoc/>
    public override void* Allocate(nuint byteCount)
    {
        nuint usable = UsableFor(byteCount);
        return Libc.MapGuarded(usable) + (usable - Padded(byteCount));
    }

    /// <inheritdoc/>
    public override void Free(void* memory, nuint byteCount)
    {
        if (memory is not null)
            Libc.Unmap((byte*)memory - (UsableFor(byteCount) - Padded(byteCount)), UsableFor(byteCount));
    }

    private static nuint Padded(nuint byteCount) => (byteCount + Alignment - 1) / Alignment * Alignment;

    private static nuint UsableFor(nuint byteCount) => (byteCount + Libc.PageBytes - 1) / Libc.PageBytes * Libc.PageBytes;
}
