using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Native memory for floats that ONNX Runtime reads and writes in place; it does not move and grows by replacement.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes, after everything bound to it.</remarks>
internal sealed unsafe class TensorMemory : IDisposable
{
    // A cache line, and the widest vector load.
    private const int AlignmentBytes = 64;

    private float* _start;

    /// <summary>Floats it holds.</summary>
    public int Capacity { get; private set; }

    /// <summary>Rounds a length up so that what follows it is aligned again.</summary>
    public static int Align(int floats) => (floats + 15) & ~15;

    /// <summary>Replaces the memory by a larger piece, zeroed; addresses given out before are dead.</summary>
    /// <param name="floats">Floats needed.</param>
    public void Grow(int floats)
    {
        Free();
        nuint bytes = (nuint)floats * sizeof(float);
        _start = (float*)NativeMemory.AlignedAlloc(bytes, AlignmentBytes);
        NativeMemory.Clear(_start, bytes);
        Capacity = floats;
    }

    /// <summary>A part of the memory.</summary>
    public Span<float> Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset + (uint)length, (uint)Capacity);
        return new Span<float>(_start + offset, length);
    }

    /// <summary>The address of a part.</summary>
    public nint Address(int offset) => (nint)(_start + offset);

    /// <inheritdoc/>
    public void Dispose() => Free();

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        Capacity = 0;
    }
}
