namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>The tables that each component of a scan is coded with, ready for use.</summary>
/// <remarks><b>Threading:</b> one thread at a time; tables are kept from frame to frame of a camera.</remarks>
internal sealed class ScanTables
{
    private readonly HuffmanTableCache _cache = new();
    private readonly HuffmanTable?[] _huffman = new HuffmanTable?[2 * BaselineFrame.MaxComponents];
    private readonly QuantTables[] _quant = [new(), new(), new()];

    /// <summary>A component's quantisation.</summary>
    public QuantTables Quant(int component) => _quant[component];

    /// <summary>A component's table of differences.</summary>
    public HuffmanTable Dc(int component) => _huffman[2 * component]!;

    /// <summary>A component's table of the other coefficients.</summary>
    public HuffmanTable Ac(int component) => _huffman[2 * component + 1]!;

    /// <summary>Makes the tables of a frame.</summary>
    /// <returns>False if one is missing or wrong.</returns>
    public bool TrySet(BaselineFrame frame)
    {
        _huffman.AsSpan().Clear();
        for (int i = 0; i < frame.ComponentCount; i++)
        {
            ScanComponent component = frame.Components[i];
            _quant[i].Set(frame.Quant(component.QuantIndex));
            _huffman[2 * i] = Find(true, component.DcIndex, frame.DcSpecs[component.DcIndex]);
            _huffman[2 * i + 1] = Find(false, component.AcIndex, frame.AcSpecs[component.AcIndex]);
            if (_huffman[2 * i] is null || _huffman[2 * i + 1] is null)
                return false;
        }
        return true;
    }

    // A table that the file leaves out is the default one, as in Motion JPEG.
    private HuffmanTable? Find(bool isDc, int index, HuffmanSpec spec)
    {
        if (spec.IsDefined)
            return _cache.Get(isDc, spec.Bytes, _huffman);
        return index switch
        {
            0 => _cache.Get(isDc, isDc ? DefaultHuffmanTables.LumaDc : DefaultHuffmanTables.LumaAc, _huffman),
            1 => _cache.Get(isDc, isDc ? DefaultHuffmanTables.ChromaDc : DefaultHuffmanTables.ChromaAc, _huffman),
            _ => null,
        };
    }
}
