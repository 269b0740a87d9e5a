using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A place in <see cref="EntropyData"/>: the next bits are on top of a 64-bit window.</summary>
internal unsafe struct BitReader
{
    private readonly byte* _data;

    /// <summary>The bits from here on; at least <see cref="Count"/> of them are right.</summary>
    public ulong Window;

    /// <summary>Next byte to load.</summary>
    public byte* Next;

    /// <summary>Bits in the window that have been loaded for good.</summary>
    public int Count;

    /// <summary>Starts at a bit.</summary>
    /// <param name="data">First byte of the data.</param>
    /// <param name="position">A bit inside it, or the one after its end.</param>
    public BitReader(byte* data, int position)
    {
        _data = data;
        Next = data + (position >> 3);
        Window = 0;
        Count = 0;
        Refill(ref Window, ref Next, ref Count);
        Window <<= position & 7;
        Count -= position & 7;
    }

    /// <summary>Number of the next bit.</summary>
    public readonly int Position => (int)((Next - _data) * 8 - Count);

    /// <summary>Loads whole bytes until at least 56 bits are there.</summary>
    public void Refill() => Refill(ref Window, ref Next, ref Count);

    /// <summary>Moves on by bits that are there.</summary>
    public void Skip(int count)
    {
        Window <<= count;
        Count -= count;
    }

    /// <summary>Goes back by bits that have been passed.</summary>
    public void Back(int count) => this = new BitReader(_data, Position - count);

    /// <summary>Loads whole bytes until at least 56 bits are there. Reads 8 bytes from the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refill(ref ulong window, ref byte* next, ref int count)
    {
        ulong loaded = *(ulong*)next;
        window |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(loaded) : loaded) >> count;
        next += (63 - count) >> 3;
        count |= 56;
    }
}
