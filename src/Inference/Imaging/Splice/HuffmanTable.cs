using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A Huffman table ready to decode and to encode with.</summary>
/// <remarks>
/// <para>
/// Decoding looks at the next <see cref="LookupBits"/> bits. Where they hold a whole code and the first bit of its value, the entry
/// says all about it: bits 0 to 7 the bits that code and value take, bits 8 to 15 how many places to go on in the coded order, bits
/// 16 to 31 what to add to those bits, as a 16-bit number, to get the value. The end of a block goes <see cref="Beyond"/> it; so
/// does an entry that takes no bits, which means the slow way.
/// </para>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> pointers into it are valid while the object is held.
/// </remarks>
internal sealed unsafe class HuffmanTable
{
    /// <summary>Bits looked at; of coefficients with annex K's codes, 1 in 200 needs more.</summary>
    public const int LookupBits = 11;

    /// <summary>Places that lead beyond a block from anywhere in it.</summary>
    public const int Beyond = ZigZag.BlockLength;

    // Categories above these cannot come from 8-bit samples (T.81, tables F.1 and F.2); those above 15 are in no table.
    private const int MaxDcBits = 11, MaxAcBits = 10, MaxBitsInTable = 15;

    // On the pinned heap, so that the address below stays right.
    private readonly int[] _lookup = GC.AllocateArray<int>(1 << LookupBits, pinned: true);
    private readonly int[] _codes = GC.AllocateArray<int>(256, pinned: true);
    private readonly int[] _endOfLength = new int[HuffmanSpec.MaxCodeBits + 1], _symbolOffset = new int[HuffmanSpec.MaxCodeBits + 1];
    private readonly HuffmanSpec _spec = new();

    // The first 16 bits that begin with a code of LookupBits or more: the search for those starts there.
    private int _longCodesFrom;
    /// <summary>Whether it codes differences of the first coefficient.</summary>
    public bool IsDc { get; private set; }

    /// <summary>Entries by the next <see cref="LookupBits"/> bits.</summary>
    public int* Lookup => (int*)Unsafe.AsPointer(ref _lookup[0]);

    /// <summary>By symbol: the code above bit 8, its length below; 0 for a symbol that has none.</summary>
    public int* Codes => (int*)Unsafe.AsPointer(ref _codes[0]);

    /// <summary>The table as it stands in a file.</summary>
    public ReadOnlySpan<byte> Bytes => _spec.Bytes;

    /// <summary>Whether it was made of these bytes for this use.</summary>
    public bool IsOf(bool isDc, ReadOnlySpan<byte> bytes) => IsDc == isDc && _spec.Bytes.SequenceEqual(bytes);

    /// <summary>Makes the tables.</summary>
    /// <returns>False if no decoder accepts the specification; the object must not be used then.</returns>
    public bool TryBuild(bool isDc, ReadOnlySpan<byte> bytes)
    {
        IsDc = isDc;
        _lookup.AsSpan().Fill(Beyond << 8);
        _codes.AsSpan().Clear();
        if (_spec.Read(bytes) != bytes.Length)
            return false;
        int code = 0, at = 0;
        for (int length = 1; length <= HuffmanSpec.MaxCodeBits; length++, code <<= 1)
        {
            _symbolOffset[length] = at - code;
            if (length == LookupBits)
                _longCodesFrom = code << (HuffmanSpec.MaxCodeBits - LookupBits);
            for (int count = _spec.Counts[length - 1]; count > 0; count--)
            {
                int symbol = _spec.Symbols[at++];
                if (isDc && symbol > MaxBitsInTable)
                    return false;
                _codes[symbol] = (code << 8) | length;
                AddToLookup(code++, length, symbol);
            }
            // One past the last code must still fit: a code of ones alone is not allowed.
            if (code >= 1 << length && at > 0)
                return false;
            _endOfLength[length] = code;
        }
        return true;
    }

    /// <summary>Finds the code at the front of 16 bits.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <param name="length">Its length in bits.</param>
    /// <returns>The symbol; -1 if no code begins so, or if the symbol cannot come from 8-bit samples.</returns>
    public int FindSymbol(int bits, out int length)
    {
        for (length = bits < _longCodesFrom ? 1 : LookupBits; length <= HuffmanSpec.MaxCodeBits; length++)
        {
            int code = bits >> (HuffmanSpec.MaxCodeBits - length);
            if (code >= _endOfLength[length])
                continue;
            int symbol = _spec.Symbols[code + _symbolOffset[length]];
            return IsUsable(symbol) ? symbol : -1;
        }
        return -1;
    }

    /// <summary>How many places in the coded order a symbol goes on.</summary>
    public int AdvanceOf(int symbol) => !IsDc && symbol == 0 ? Beyond : (symbol >> 4) + 1;

    /// <summary>The value after a code (T.81, figure F.12).</summary>
    /// <param name="window">The bits from the value on.</param>
    /// <param name="count">How many it has.</param>
    public static int ValueOf(ulong window, int count)
    {
        if (count == 0)
            return 0;
        int bits = (int)(window >> (64 - count));
        return bits < 1 << (count - 1) ? bits - (1 << count) + 1 : bits;
    }

    // A run without a value is 16 zeros or the end of the block.
    private bool IsUsable(int symbol) => IsDc
        ? symbol <= MaxDcBits
        : (symbol & 15) <= MaxAcBits && ((symbol & 15) != 0 || symbol is 0x00 or 0xF0);

    // The value's first bit is 0 for negative ones, which stand for themselves less the largest number of so many bits.
    private void AddToLookup(int code, int length, int symbol)
    {
        int valueBits = symbol & 15, known = length + Math.Min(valueBits, 1);
        if (!IsUsable(symbol) || known > LookupBits || code >= 1 << length)
            return;
        int entry = (AdvanceOf(symbol) << 8) | (length + valueBits), offset = -(code << valueBits);
        Span<int> entries = _lookup.AsSpan(code << (LookupBits - length), 1 << (LookupBits - length));
        entries.Fill((offset << 16) | entry);
        if (valueBits > 0)
            entries[..(entries.Length / 2)].Fill(((offset - (1 << valueBits) + 1) << 16) | entry);
    }
}
