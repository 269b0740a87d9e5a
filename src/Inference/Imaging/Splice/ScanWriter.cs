using System.Buffers;
using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes a scan again: touched blocks from planes, all others with the bits that they had.</summary>
/// <remarks>
/// A first coefficient is coded as its difference from the one before it. So the other blocks of touched MCUs, and the MCU after a run of
/// them, get new differences before the bits that they had. <b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes; the buffer
/// grows to the largest scan. Measured by <c>SpliceBenchmarks</c>.
/// </remarks>
internal sealed unsafe class ScanWriter(BaselineFrame frame, ScanTables tables, EntropyData data, McuIndex index) : IDisposable
{
    // Bytes that an MCU of 6 blocks of 64 values of 27 bits takes at most.
    private const int MaxMcuBytes = BlockTarget.MaxBlocks * 64 * 27 / 8 + BitWriter.Room;

    // Second byte of the restart markers.
    private const byte Restart0 = 0xD0;

    private readonly NativeBuffer _buffer = new();
    private readonly BlockTarget[] _blocks = new BlockTarget[BlockTarget.MaxBlocks];
    private readonly int[] _predictors = new int[BaselineFrame.MaxComponents];
    private int[] _intervalEnds = [];
    private int _blockCount;

    /// <summary>Codes the scan.</summary>
    /// <param name="planes">The picture at full size, right in touched MCUs at least.</param>
    /// <returns>False if the file's Huffman tables lack a symbol.</returns>
    public bool TryCode(YuvPlanes planes)
    {
        _blockCount = BlockTarget.List(_blocks, frame, tables, planes, 0, 0);
        if (_intervalEnds.Length < index.IntervalCount)
            _intervalEnds = new int[index.IntervalCount];
        _buffer.Extend(2 * MaxMcuBytes);
        var writer = new BitWriter(_buffer.Pointer);
        for (int interval = 0; interval < index.IntervalCount; interval++)
        {
            if (!TryWriteInterval(ref writer, interval))
                return false;
            MakeRoom(ref writer, BitWriter.Room);
            writer.Align();
            _intervalEnds[interval] = (int)(writer.Next - _buffer.Pointer);
        }
        return true;
    }

    /// <summary>Writes what has been coded: the scan's bytes without the end marker.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        for (int interval = 0, start = 0; interval < index.IntervalCount; start = _intervalEnds[interval++])
        {
            if (interval > 0)
                destination.Write((ReadOnlySpan<byte>)[0xFF, (byte)(Restart0 + ((interval - 1) & 7))]);
            ByteStuffing.Write(new ReadOnlySpan<byte>(_buffer.Pointer + start, _intervalEnds[interval] - start), destination);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private bool TryWriteInterval(ref BitWriter writer, int interval)
    {
        int mcu = index.FirstOf(interval), limit = index.FirstOf(interval + 1);
        bool isAfterTouched = false;
        while (mcu < limit)
        {
            int end = index.EndOfRun(mcu, limit);
            bool isTouched = index.IsTouched(mcu);
            if (isTouched)
                LoadPredictors(mcu);
            if (isTouched ? !TryWriteTouched(ref writer, mcu, end) : isAfterTouched && !TryWriteAgain(ref writer, mcu++))
                return false;
            if (!isTouched && mcu < end)
                Copy(ref writer, index.Positions[mcu], end == limit ? index.IntervalEnds[interval] : index.Positions[end]);
            mcu = end;
            isAfterTouched = isTouched;
        }
        return true;
    }

    private void LoadPredictors(int mcu)
    {
        for (int i = 0; i < _predictors.Length; i++)
            _predictors[i] = index.Predictors(mcu)[i];
    }

    private void Copy(ref BitWriter writer, int from, int to)
    {
        MakeRoom(ref writer, (to - from) / 8 + BitWriter.Room);
        writer.Copy(data.Data, from, to);
    }

    [SkipLocalsInit]
    private bool TryWriteTouched(ref BitWriter writer, int first, int end)
    {
        short* block = stackalloc short[ZigZag.BlockLength];
        for (int mcu = first; mcu < end; mcu++)
        {
            MakeRoom(ref writer, MaxMcuBytes);
            int x = mcu % index.Across, y = mcu / index.Across, touched = index.TouchedBlocks[mcu];
            Span<CodedBlock> coded = index.Blocks(mcu);
            for (int i = 0; i < _blockCount; i++)
            {
                ref readonly BlockTarget target = ref _blocks[i];
                bool isTouched = (touched >> i & 1) != 0;
                if (isTouched)
                    ForwardDct.Read(target.At(x, y), target.Stride, tables.Quant(target.Component).ForwardFactors, block);
                // A block that is not touched is luma, and another follows.
                if (isTouched ? !TryWriteBlock(ref writer, block, target) : !TryCopyBlock(ref writer, coded[i], coded[i + 1].Start, target))
                    return false;
            }
        }
        return true;
    }

    // An untouched MCU, with differences from what now stands before it.
    [SkipLocalsInit]
    private bool TryWriteAgain(ref BitWriter writer, int mcu)
    {
        short* block = stackalloc short[BlockDecoder.BufferLength];
        int* levels = stackalloc int[BaselineFrame.MaxComponents];
        var reader = new BitReader(data.Data, index.Positions[mcu]);
        for (int i = 0; i < BaselineFrame.MaxComponents; i++)
            levels[i] = index.Predictors(mcu)[i];
        MakeRoom(ref writer, MaxMcuBytes);
        foreach (ref readonly BlockTarget target in _blocks.AsSpan(0, _blockCount))
        {
            int start = reader.Position;
            BlockDecoder.Read(ref reader, target.Dc, target.Ac, block, out int difference);
            int level = levels[target.Component] += difference;
            if (!TryCopyBlock(ref writer, new CodedBlock(start, level), reader.Position, target))
                return false;
        }
        return true;
    }

    private bool TryWriteBlock(ref BitWriter writer, short* block, in BlockTarget target)
    {
        int difference = *block - _predictors[target.Component];
        _predictors[target.Component] = *block;
        return BlockEncoder.TryWrite(ref writer, block, difference, target.Dc, target.Ac);
    }

    private bool TryCopyBlock(ref BitWriter writer, in CodedBlock block, int end, in BlockTarget target)
    {
        int difference = block.Level - _predictors[target.Component];
        _predictors[target.Component] = block.Level;
        if (!BlockEncoder.TryWriteDifference(ref writer, difference, target.Dc))
            return false;
        writer.Copy(data.Data, BlockDecoder.SkipDifference(data.Data, block.Start, target.Dc), end);
        return true;
    }

    private void MakeRoom(ref BitWriter writer, int byteCount)
    {
        nint used = (nint)(writer.Next - _buffer.Pointer);
        if (used + byteCount <= (nint)_buffer.Length)
            return;
        _buffer.Extend((nuint)Math.Max(used + byteCount, 2 * (nint)_buffer.Length));
        writer.Next = _buffer.Pointer + used;
    }
}
