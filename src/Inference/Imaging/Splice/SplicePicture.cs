using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A baseline picture that is read once, reduced, and written again with changes where boxes are.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes; buffers grow to the largest picture seen.
/// <b>Errors:</b> what it does not take is false; the picture is then undefined.
/// </remarks>
internal sealed class SplicePicture : IDisposable
{
    private readonly BaselineFrame _frame = new();
    private readonly ScanTables _tables = new();
    private readonly EntropyData _data = new();
    private readonly McuIndex _index = new();
    private readonly ScanReader _reader;
    private readonly ScanWriter _writer;

    // The reduced picture; and the picture at full size, of which only touched MCUs are filled unless nothing was reduced.
    private readonly YuvPlanes _reduced = new(), _full = new();
    private readonly TensorWriter _tensorWriter = new();
    private readonly BoxAnnotator _annotator = new();
    private readonly List<PixelRectangle> _areas = [];
    private int _reductionLog2;

    /// <summary>Makes an empty one.</summary>
    public SplicePicture()
    {
        _reader = new ScanReader(_frame, _tables, _data, _index);
        _writer = new ScanWriter(_frame, _tables, _data, _index);
    }

    /// <summary>Width and height in pixels.</summary>
    public PixelSize Size => _frame.Size;

    /// <summary>Reads a file whose header has been judged.</summary>
    /// <param name="jpeg">The whole file.</param>
    /// <param name="inputLongSide">Longer side of the network input that it will be scaled to.</param>
    public bool TryRead(ReadOnlySpan<byte> jpeg, int inputLongSide)
    {
        if (!BaselineHeaderReader.TryRead(jpeg, _frame) || !_tables.TrySet(_frame) || !_data.TryRead(jpeg[_frame.ScanStart..]))
            return false;
        _index.Prepare(_frame);
        return TryReadScan(LongSideReduction(inputLongSide));
    }

    /// <summary>Scales the picture into a network input.</summary>
    public void FillInput(in Letterbox letterbox, Span<float> input)
    {
        int wanted = Reduction.Log2For(Size, letterbox.Scaled);
        if (wanted < _reductionLog2 && !TryReadScan(wanted))
            throw new InvalidOperationException("A scan that was in order is not any more: its bytes have been changed.");
        _tensorWriter.Fill(_reductionLog2 == 0 ? _full : _reduced, letterbox, input, 1 << _reductionLog2);
    }

    /// <summary>Draws detections into the MCUs that they touch.</summary>
    public void Annotate(ReadOnlySpan<Detection> detections, LabelSet labels)
    {
        if (_reductionLog2 != 0)
            _full.Resize(Size, _frame.Subsampling, BlockSidePx);
        _areas.Clear();
        _annotator.Cover(_full, detections, labels, _areas);
        foreach (PixelRectangle area in _areas)
            Touch(area.ClippedTo(Size));
        if (_reductionLog2 != 0)
            ReadTouched();
        _annotator.Draw(_full, detections, labels);
        EdgePadding.Fill(_full, _index);
    }

    /// <summary>Writes the picture.</summary>
    /// <returns>False, and nothing is written, if the file's Huffman tables lack a symbol.</returns>
    public bool TryWrite(IBufferWriter<byte> destination)
    {
        if (!_writer.TryCode(_full))
            return false;
        HeaderWriter.Write(_frame, _tables, destination);
        _writer.Write(destination);
        destination.Write((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _data.Dispose();
        _writer.Dispose();
        _reduced.Dispose();
        _full.Dispose();
        _tensorWriter.Dispose();
    }

    private const int BlockSidePx = 8;

    private int LongSideReduction(int inputLongSide)
    {
        if (inputLongSide >= Size.LongSide)
            return 0;
        float gain = (float)inputLongSide / Size.LongSide;
        return Reduction.Log2For(Size, new PixelSize((int)MathF.Round(Size.Width * gain), (int)MathF.Round(Size.Height * gain)));
    }

    // Colour that has fewer samples than luma in both directions is reduced by half as much, so that the input loses none of it.
    private bool TryReadScan(int reductionLog2)
    {
        _reductionLog2 = reductionLog2;
        bool isColourHalved = _frame.Subsampling == JpegSubsampling.Yuv420 && reductionLog2 > 0;
        YuvPlanes planes = reductionLog2 == 0 ? _full : _reduced;
        JpegSubsampling subsampling = isColourHalved ? JpegSubsampling.Yuv444 : _frame.Subsampling;
        planes.Resize(Reduction.Of(Size, reductionLog2), subsampling, BlockSidePx);
        _reader.SetTargets(planes, reductionLog2, isColourHalved ? reductionLog2 - 1 : reductionLog2);
        return _reader.TryReadAll();
    }

    private void Touch(PixelRectangle area)
    {
        if (area.IsEmpty)
            return;
        ScanComponent luma = _frame.Components[0];
        int lumaCount = luma.BlocksAcross * luma.BlocksDown, all = (1 << (lumaCount + _frame.ComponentCount - 1)) - 1;
        // Blocks of colour lie under all luma of their MCU. Where blocks are not read again, it is not known where each of them is.
        int always = _reductionLog2 == 0 ? all : all & -(1 << lumaCount);
        for (int row = area.Top / BlockSidePx; row <= (area.Bottom - 1) / BlockSidePx; row++)
        {
            Span<byte> mcus = _index.TouchedBlocks.Slice(row / luma.BlocksDown * _index.Across, _index.Across);
            int firstOfRow = row % luma.BlocksDown * luma.BlocksAcross;
            for (int column = area.Left / BlockSidePx; column <= (area.Right - 1) / BlockSidePx; column++)
                mcus[column / luma.BlocksAcross] |= (byte)(always | 1 << (firstOfRow + column % luma.BlocksAcross));
        }
    }

    private void ReadTouched()
    {
        _reader.SetTargets(_full, 0, 0);
        for (int interval = 0; interval < _index.IntervalCount; interval++)
        {
            int limit = _index.FirstOf(interval + 1);
            for (int mcu = _index.FirstOf(interval), end; mcu < limit; mcu = end)
            {
                end = _index.EndOfRun(mcu, limit);
                if (_index.IsTouched(mcu))
                    _reader.ReadAgain(mcu, end);
            }
        }
    }
}
