using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>What the next bits say of one coefficient or of two: most codes are short, so two often fit into one look.</summary>
/// <remarks>
/// <para>
/// An entry has, from bit 0 on, 8 bits each: the bits that all of it takes; 64 less those that the first coefficient takes, which
/// is how far to shift for its value; how many places the first one goes on; how many the second one does, 0 if there is none. Then
/// 16 bits each: what to add for the first value and for the second. Where there is no second one, its half repeats the first, so
/// that both may be stored without asking. An entry that takes no bits is a code too long for the lookup, or none.
/// </para>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> the pointer is valid while the object is held. Measured by
/// <c>SplicePassBenchmarks</c>; the oracle is in <c>HuffmanTableTests</c>.
/// </remarks>
internal sealed unsafe class PairLookup
{
    private const int Bits = HuffmanTable.LookupBits;

    // On the pinned heap, so that the address stays right.
    private readonly ulong[] _entries = GC.AllocateArray<ulong>(1 << Bits, pinned: true);

    /// <summary>Makes one that knows no code.</summary>
    public PairLookup() => Entries = (ulong*)Unsafe.AsPointer(ref _entries[0]);

    /// <summary>Entries by the next <see cref="HuffmanTable.LookupBits"/> bits.</summary>
    public ulong* Entries { get; }

    /// <summary>Makes the entries from those for one coefficient each.</summary>
    /// <param name="singles">Entries as <see cref="HuffmanTable.Lookup"/> has them.</param>
    /// <param name="known">How many of the bits each of them was found by.</param>
    public void Fill(ReadOnlySpan<int> singles, ReadOnlySpan<byte> known)
    {
        for (int bits = 0; bits < _entries.Length; bits++)
        {
            int first = singles[bits], taken = (byte)first;
            _entries[bits] = Entry(first, taken, 0, first >> 16);
            if (taken is 0 or >= Bits || HuffmanTable.AdvanceOf(first) == HuffmanTable.Beyond)
                continue;
            int rest = (bits << taken) & ((1 << Bits) - 1), second = singles[rest], secondBits = (byte)second;
            if (secondBits == 0 || taken + known[rest] > Bits)
                continue;
            int before = bits >> (Bits - taken) << secondBits;
            _entries[bits] = Entry(first, taken + secondBits, HuffmanTable.AdvanceOf(second), (second >> 16) - before);
        }
    }

    private static ulong Entry(int first, int taken, int secondAdvance, int secondOffset) =>
        (uint)taken | (uint)(64 - (byte)first) << 8 | (uint)HuffmanTable.AdvanceOf(first) << 16 | (uint)secondAdvance << 24
        | (ulong)(ushort)(first >> 16) << 32 | (ulong)(ushort)secondOffset << 48;
}
