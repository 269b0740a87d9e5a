using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A Huffman table ready to decode and to encode with.</summary>
/// <remarks>
/// <para>
/// Decoding looks at the next <see cref="LookupBits"/> bits. Where they hold a whole code and the first bit of its value, the entry
/// says all about it: bits 0 to 7 the bits that code and value take, bits 8 to 15 how many places to go on in the coded order, bits
/// 16 to 31 what to add to those bits, as a 16-bit number, to get the value. The end of a block goes <see cref="Beyond"/> it; so
/// does an entry that takes no bits, which means that <see cref="FindLong"/> is to be asked.
/// </para>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> pointers into it are valid while the object is held.
/// </remarks>
internal sealed unsafe class HuffmanTable
{
    /// <summary>Bits looked at; of coefficients with annex K's codes, 1 in 200 needs more.</summary>
    public const int LookupBits = 11;

    /// <summary>Places that the end of a block goes on: to where no run of coefficients leads, from anywhere in the block.</summary>
    public const int Beyond = 2 * ZigZag.BlockLength;

    // Categories above these cannot come from 8-bit samples (T.81, tables F.1 and F.2); those above 15 are in no table.
    private const int MaxDcBits = 11, MaxAcBits = 10, MaxBitsInTable = 15;

    // What 16 bits can be.
    private const int CodeRange = 1 << HuffmanSpec.MaxCodeBits;

    // On the pinned heap, so that the address below stays right.
    private readonly int[] _lookup = GC.AllocateArray<int>(1 << LookupBits, pinned: true);
    private readonly ulong[] _codes = GC.AllocateArray<ulong>(256, pinned: true);
    private readonly byte[] _known = new byte[1 << LookupBits];
    private readonly PairLookup _pairs = new();
    private readonly HuffmanSpec _spec = new();

    // By what 16 bits are more than _longFrom, the first that begin with a code of LookupBits or more: that code's symbol, and its
    // length above bit 8; 0 for no code that is usable.
    private ushort[] _long = new ushort[1 << LookupBits];
    private int _longFrom;

    /// <summary>Makes one that must be built before it is used.</summary>
    public HuffmanTable()
    {
        Lookup = (int*)Unsafe.AsPointer(ref _lookup[0]);
        Codes = (ulong*)Unsafe.AsPointer(ref _codes[0]);
    }

    /// <summary>Whether it codes differences of the first coefficient.</summary>
    public bool IsDc { get; private set; }

    /// <summary>Entries by the next <see cref="LookupBits"/> bits.</summary>
    public int* Lookup { get; }

    /// <summary>Entries for up to two coefficients by the next <see cref="LookupBits"/> bits; made for a table that is not of differences.</summary>
    public ulong* Pairs => _pairs.Entries;

    /// <summary>By symbol: the code with room for its value's bits above bit 8, the bits of both below; 0 for a symbol that has none.</summary>
    public ulong* Codes { get; }

    /// <summary>The table as it stands in a file.</summary>
    public ReadOnlySpan<byte> Bytes => _spec.Bytes;

    /// <summary>How many places in the coded order an entry goes on.</summary>
    public static int AdvanceOf(int entry) => (entry >> 8) & 0xFF;

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
            if (length == LookupBits)
                PrepareLong(code);
            for (int count = _spec.Counts[length - 1]; count > 0; count--)
            {
                int symbol = _spec.Symbols[at++];
                // One past the last code must still fit: a code of ones alone is not allowed.
                if ((isDc && symbol > MaxBitsInTable) || code + 1 >= 1 << length)
                    return false;
                _codes[symbol] = ((ulong)code << (symbol & 15) << 8) | (uint)(length + (symbol & 15));
                Add(code++, length, symbol);
            }
        }
        if (!isDc)
            _pairs.Fill(_lookup, _known);
        return true;
    }

    /// <summary>Finds the code at the front of 16 bits that the lookup does not have.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <returns>The symbol, and above bit 8 the code's length; 0 if there is no such code, or if the symbol cannot come from 8-bit samples.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindLong(int bits)
    {
        int at = bits - _longFrom;
        return (uint)at < (uint)(CodeRange - _longFrom) ? _long[at] : 0;
    }

    /// <summary>The value after a code (T.81, figure F.12).</summary>
    /// <param name="window">The bits from the value on.</param>
    /// <param name="count">How many it has.</param>
    public static int ValueOf(ulong window, int count)
    {
        int bits = (int)(window >> 1 >> (63 - count)), isNegative = ~(int)(window >> 32) >> 31;
        return bits + (isNegative & (1 - (1 << count)));
    }

    // A run without a value is 16 zeros or the end of the block.
    private bool IsUsable(int symbol) => IsDc
        ? symbol <= MaxDcBits
        : (symbol & 15) <= MaxAcBits && ((symbol & 15) != 0 || symbol is 0x00 or 0xF0);

    private void PrepareLong(int firstCode)
    {
        _longFrom = firstCode << (HuffmanSpec.MaxCodeBits - LookupBits);
        int count = CodeRange - _longFrom;
        if (count > _long.Length)
            _long = new ushort[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count)];
        _long.AsSpan(0, count).Clear();
    }

    private void Add(int code, int length, int symbol)
    {
        if (!IsUsable(symbol))
            return;
        if (length + Math.Min(symbol & 15, 1) <= LookupBits)
            AddToLookup(code, length, symbol);
        else
            _long.AsSpan((code << (HuffmanSpec.MaxCodeBits - length)) - _longFrom, 1 << (HuffmanSpec.MaxCodeBits - length)).Fill((ushort)(length << 8 | symbol));
    }

    // The value's first bit is 0 for negative ones, which stand for themselves less the largest number of so many bits.
    private void AddToLookup(int code, int length, int symbol)
    {
        int valueBits = symbol & 15, advance = !IsDc && symbol == 0 ? Beyond : (symbol >> 4) + 1;
        int entry = (advance << 8) | (length + valueBits), offset = -(code << valueBits);
        int start = code << (LookupBits - length), count = 1 << (LookupBits - length);
        _lookup.AsSpan(start, count).Fill((offset << 16) | entry);
        if (valueBits > 0)
            _lookup.AsSpan(start, count / 2).Fill(((offset - (1 << valueBits) + 1) << 16) | entry);
        _known.AsSpan(start, count).Fill((byte)(length + Math.Min(valueBits, 1)));
    }
}
