using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Reads the MCUs of a scan into planes and notes where each one is.</summary>
/// <remarks><b>Threading:</b> one thread at a time. Measured by <c>SplicePassBenchmarks</c>.</remarks>
internal sealed unsafe class ScanReader(BaselineFrame frame, ScanTables tables, EntropyData data, McuIndex index)
{
    // Quantised first coefficients of 8-bit samples are within 1024.
    private const int PredictorLimit = 2047;

    private readonly BlockTarget[] _targets = new BlockTarget[BlockTarget.MaxBlocks];
    private int _targetCount;

    /// <summary>Says where samples go, and at what size.</summary>
    public void SetTargets(YuvPlanes planes, int lumaReductionLog2, int chromaReductionLog2) =>
        _targetCount = BlockTarget.List(_targets, frame, tables, planes, lumaReductionLog2, chromaReductionLog2);

    /// <summary>Reads the whole scan and fills the index.</summary>
    /// <returns>False if it is not exactly in order; planes and index are undefined then.</returns>
    public bool TryReadAll()
    {
        if (data.IntervalCount != index.IntervalCount)
            return false;
        for (int interval = 0; interval < index.IntervalCount; interval++)
        {
            var reader = new BitReader(data.Data, data.StartOf(interval));
            int end = data.EndOf(interval);
            index.Predictors(index.FirstOf(interval)).Clear();
            if (!TryRead(ref reader, index.FirstOf(interval), index.FirstOf(interval + 1), end))
                return false;
            // Less than a byte is left before a restart; stray bytes before the end marker do no harm.
            int rest = end - reader.Position;
            if (rest >= 8 && interval + 1 < index.IntervalCount)
                return false;
            index.IntervalEnds[interval] = reader.Position;
        }
        return true;
    }

    /// <summary>Reads MCUs of one interval that have been read before: the touched blocks into planes, and of all where they are.</summary>
    /// <param name="first">First MCU.</param>
    /// <param name="limit">First MCU not to be read.</param>
    [SkipLocalsInit]
    public void ReadAgain(int first, int limit)
    {
        short* block = stackalloc short[BlockDecoder.BufferLength];
        int* levels = stackalloc int[BaselineFrame.MaxComponents];
        var reader = new BitReader(data.Data, index.Positions[first]);
        for (int i = 0; i < BaselineFrame.MaxComponents; i++)
            levels[i] = index.Predictors(first)[i];
        for (int mcu = first; mcu < limit; mcu++)
            ReadMcuAgain(ref reader, block, levels, mcu);
    }

    private void ReadMcuAgain(ref BitReader reader, short* block, int* levels, int mcu)
    {
        int x = mcu % index.Across, y = mcu / index.Across, touched = index.TouchedBlocks[mcu];
        Span<CodedBlock> blocks = index.Blocks(mcu);
        for (int i = 0; i < _targetCount; i++)
        {
            ref readonly BlockTarget target = ref _targets[i];
            int start = reader.Position;
            Clear(block);
            int last = BlockDecoder.Read(ref reader, target.Dc, target.Ac, block, out int difference);
            if (last < 0)
                throw new InvalidOperationException("A scan that was in order is not any more: its bytes have been changed.");
            *block = (short)(levels[target.Component] += difference);
            blocks[i] = new CodedBlock(start, *block);
            if ((touched >> i & 1) != 0)
                Write(target, block, last, x, y);
        }
    }

    // The predictors of the first MCU are in the index; each MCU notes those of the next.
    [SkipLocalsInit]
    private bool TryRead(ref BitReader reader, int first, int limit, int end)
    {
        short* blocks = stackalloc short[2 * BlockDecoder.BufferLength];
        int* predictors = stackalloc int[BaselineFrame.MaxComponents];
        Span<int> positions = index.Positions;
        int x = first % index.Across, y = first / index.Across;
        for (int i = 0; i < BaselineFrame.MaxComponents; i++)
            predictors[i] = index.Predictors(first)[i];

        for (int mcu = first; mcu < limit; mcu++)
        {
            positions[mcu] = reader.Position;
            Note(mcu, predictors);
            if (!TryReadMcu(ref reader, blocks, predictors, x, y) || reader.Position > end)
                return false;
            if (++x == index.Across)
                (x, y) = (0, y + 1);
        }
        return true;
    }

    // The buffer holds two blocks. Luma comes first, so the first of a pair has an even number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadMcu(ref BitReader reader, short* blocks, int* predictors, int x, int y)
    {
        ReadOnlySpan<BlockTarget> targets = _targets.AsSpan(0, _targetCount);
        for (int i = 0; i < targets.Length; i++)
        {
            ref readonly BlockTarget target = ref targets[i];
            bool isSecond = target.IsPaired && (i & 1) != 0;
            short* block = isSecond ? blocks + BlockDecoder.BufferLength : blocks;
            Clear(block);
            int last = BlockDecoder.Read(ref reader, target.Dc, target.Ac, block, out int difference);
            int level = predictors[target.Component] += difference;
            if (last < 0 || (uint)(level + PredictorLimit) > 2 * PredictorLimit)
                return false;
            *block = (short)level;
            if (isSecond)
                InverseDct.WritePair(blocks, block, target.Factors, target.At(x, y), target.Stride);
            else if (!target.IsPaired)
                Write(target, block, last, x, y);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(in BlockTarget target, short* block, int last, int x, int y)
    {
        if (last == 0)
            InverseDct.WriteFlat(target.ReductionLog2, block, target.Factors, target.At(x, y), target.Stride);
        else
            InverseDct.Write(target.ReductionLog2, block, target.Factors, target.At(x, y), target.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int mcu, int* predictors)
    {
        Span<short> noted = index.Predictors(mcu);
        noted[0] = (short)predictors[0];
        noted[1] = (short)predictors[1];
        noted[2] = (short)predictors[2];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(short* block)
    {
        for (int i = 0; i < ZigZag.BlockLength; i += Vector256<short>.Count)
            Vector256<short>.Zero.Store(block + i);
    }
}
