namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>What the header of a baseline file says, as far as the splice codec takes it.</summary>
/// <remarks><b>Threading:</b> one thread at a time; reused from file to file.</remarks>
internal sealed class BaselineFrame
{
    /// <summary>Tables of one kind that a file can have.</summary>
    public const int TableCount = 4;

    /// <summary>Components of a colour picture.</summary>
    public const int MaxComponents = 3;

    private readonly byte[] _quant = new byte[TableCount * ZigZag.BlockLength];
    private readonly bool[] _isQuantDefined = new bool[TableCount];

    /// <summary>Width and height in pixels.</summary>
    public PixelSize Size { get; set; }

    /// <summary>How colour is sampled: 4:4:4, 4:2:2, 4:2:0 or grey.</summary>
    public JpegSubsampling Subsampling { get; set; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int ComponentCount { get; set; }

    /// <summary>The components; the first <see cref="ComponentCount"/> are in use.</summary>
    public ScanComponent[] Components { get; } = new ScanComponent[MaxComponents];

    /// <summary>MCUs from one restart to the next; 0 for none.</summary>
    public int RestartInterval { get; set; }

    /// <summary>First byte of the scan's coded data.</summary>
    public int ScanStart { get; set; }

    /// <summary>Tables of differences by index.</summary>
    public HuffmanSpec[] DcSpecs { get; } = [new(), new(), new(), new()];

    /// <summary>Tables of the other coefficients by index.</summary>
    public HuffmanSpec[] AcSpecs { get; } = [new(), new(), new(), new()];

    /// <summary>MCUs in a row.</summary>
    public int McusAcross => (Size.Width + 8 * Components[0].BlocksAcross - 1) / (8 * Components[0].BlocksAcross);

    /// <summary>Rows of MCUs.</summary>
    public int McusDown => (Size.Height + 8 * Components[0].BlocksDown - 1) / (8 * Components[0].BlocksDown);

    /// <summary>A quantisation table in coded order.</summary>
    public ReadOnlySpan<byte> Quant(int index) => _quant.AsSpan(index * ZigZag.BlockLength, ZigZag.BlockLength);

    /// <summary>Whether there is a quantisation table with no 0 in it.</summary>
    public bool IsQuantUsable(int index) => _isQuantDefined[index] && !Quant(index).Contains((byte)0);

    /// <summary>Takes a quantisation table.</summary>
    public void SetQuant(int index, ReadOnlySpan<byte> values)
    {
        values.CopyTo(_quant.AsSpan(index * ZigZag.BlockLength, ZigZag.BlockLength));
        _isQuantDefined[index] = true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Size = default;
        (ComponentCount, RestartInterval, ScanStart) = (0, 0, 0);
        _isQuantDefined.AsSpan().Clear();
        for (int i = 0; i < TableCount; i++)
        {
            DcSpecs[i].Clear();
            AcSpecs[i].Clear();
        }
    }
}
