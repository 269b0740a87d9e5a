using System.Runtime.InteropServices;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Native memory for floats that ONNX Runtime reads and writes in place; it does not move and grows by replacement.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes, after everything bound to it.</remarks>
internal sealed unsafe class TensorMemory : IDisposable
{
    /// <summary>Bytes of a page: memory for transfers begins on one, since drivers lock whole pages.</summary>
    public const int PageBytes = 4096;

    private readonly IModelExecution? _execution;
    private float* _start;

    /// <summary>Holds nothing at first.</summary>
    /// <param name="execution">Prepares the memory for transfers; null where nobody does.</param>
    public TensorMemory(IModelExecution? execution = null) => _execution = execution;

    /// <summary>Floats it holds.</summary>
    public int Capacity { get; private set; }

    /// <summary>What a device holds of it; null for none.</summary>
    public IMemoryMirror? Mirror { get; private set; }

    /// <summary>Rounds a length up to a cache line, so that what follows it is aligned again.</summary>
    public static int Align(int floats) => (floats + 15) & ~15;

    /// <summary>Replaces the memory by a larger piece, zeroed; addresses given out before are dead.</summary>
    /// <param name="floats">Floats needed.</param>
    public void Grow(int floats)
    {
        Free();
        nuint bytes = (nuint)floats * sizeof(float);
        _start = (float*)NativeMemory.AlignedAlloc(bytes, PageBytes);
        NativeMemory.Clear(_start, bytes);
        Capacity = floats;
        Mirror = _execution?.Mirror(this);
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
        Mirror?.Dispose();
        Mirror = null;
        NativeMemory.AlignedFree(_start);
        _start = null;
        Capacity = 0;
    }
}
