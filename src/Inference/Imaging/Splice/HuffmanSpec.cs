namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A Huffman table as a JPEG states it: how many codes of each length, and their symbols in order (T.81, B.2.4.2).</summary>
/// <remarks><b>Threading:</b> one thread at a time; reused from file to file.</remarks>
internal sealed class HuffmanSpec
{
    /// <summary>Longest code, in bits.</summary>
    public const int MaxCodeBits = 16;

    // Symbols are bytes.
    private const int MaxSymbols = 256;

    private readonly byte[] _bytes = new byte[MaxCodeBits + MaxSymbols];

    /// <summary>Whether there is a table.</summary>
    public bool IsDefined => Length > 0;

    /// <summary>Bytes in use, 0 for no table.</summary>
    public int Length { get; private set; }

    /// <summary>The table as it stands in the file: 16 counts, then the symbols.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Number of codes of each length from 1 to 16.</summary>
    public ReadOnlySpan<byte> Counts => Bytes[..MaxCodeBits];

    /// <summary>The symbols, shortest code first.</summary>
    public ReadOnlySpan<byte> Symbols => Bytes[MaxCodeBits..];

    /// <summary>Takes a table from the start of a segment's rest.</summary>
    /// <param name="source">Counts, symbols, and whatever follows.</param>
    /// <returns>Bytes taken; 0 if there is no whole table.</returns>
    public int Read(ReadOnlySpan<byte> source)
    {
        Length = 0;
        if (source.Length < MaxCodeBits)
            return 0;
        int symbols = 0;
        foreach (byte count in source[..MaxCodeBits])
            symbols += count;
        if (symbols > MaxSymbols || source.Length < MaxCodeBits + symbols)
            return 0;
        Length = MaxCodeBits + symbols;
        source[..Length].CopyTo(_bytes);
        return Length;
    }

    /// <summary>Forgets the table.</summary>
    public void Clear() => Length = 0;
}
