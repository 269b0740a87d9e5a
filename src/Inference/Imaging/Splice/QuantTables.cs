using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A quantisation table, and what the transforms make of it: all transposed as <see cref="ZigZag"/> says.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time; made again only when the table's bytes change. <b>Ownership:</b> pointers into it are
/// valid while the object is held.
/// </remarks>
internal sealed unsafe class QuantTables
{
    private readonly byte[] _bytes = new byte[ZigZag.BlockLength];

    // On the pinned heap, so that addresses stay right.
    private readonly float[] _inverse = GC.AllocateArray<float>(InverseDct.ReductionCount * ZigZag.BlockLength, pinned: true);
    private readonly float[] _forward = GC.AllocateArray<float>(ZigZag.BlockLength, pinned: true);
    private bool _isMade;

    /// <summary>The table as it stands in a file, in coded order.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>What a coefficient is multiplied by after the forward transform.</summary>
    public float* ForwardFactors => (float*)Unsafe.AsPointer(ref _forward[0]);

    /// <summary>What a coefficient is multiplied by before an inverse transform.</summary>
    /// <param name="reductionLog2">0 to 3 for reductions by 1 to 8.</param>
    public float* InverseFactors(int reductionLog2) => (float*)Unsafe.AsPointer(ref _inverse[reductionLog2 * ZigZag.BlockLength]);

    /// <summary>Takes a table of 64 values in coded order; none is 0.</summary>
    public void Set(ReadOnlySpan<byte> bytes)
    {
        if (_isMade && bytes.SequenceEqual(_bytes))
            return;
        bytes.CopyTo(_bytes);
        _isMade = true;
        for (int place = 0; place < ZigZag.BlockLength; place++)
        {
            int at = ZigZag.Transposed[place], column = at >> 3, row = at & 7;
            for (int scale = 0; scale < InverseDct.ReductionCount; scale++)
            {
                double weight = InverseDct.Weight(scale, column) * InverseDct.Weight(scale, row);
                _inverse[scale * ZigZag.BlockLength + at] = (float)(bytes[place] * weight);
            }
            _forward[at] = (float)(1 / (bytes[place] * ForwardDct.Weight(column) * ForwardDct.Weight(row)));
        }
    }
}
