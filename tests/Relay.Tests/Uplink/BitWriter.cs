namespace RealtimeDetect.Relay.Tests.Uplink;

/// <summary>Writes bits as H.264's parameter sets have them.</summary>
internal sealed class BitWriter
{
    private readonly List<bool> _bits = [];

    /// <summary>What was written, with the stop bit.</summary>
    public byte[] Bytes
    {
        get
        {
            bool[] all = [.. _bits, true];
            byte[] bytes = new byte[(all.Length + 7) / 8];
            for (int i = 0; i < all.Length; i++)
                bytes[i / 8] |= (byte)(all[i] ? 0x80 >> (i % 8) : 0);
            return bytes;
        }
    }

    /// <summary>Adds a number of so many bits.</summary>
    public BitWriter Bits(uint value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
            _bits.Add((value >> bit & 1) == 1);
        return this;
    }

    /// <summary>Adds unsigned Exp-Golomb codes.</summary>
    public BitWriter Codes(params ReadOnlySpan<uint> values)
    {
        foreach (uint value in values)
        {
            int length = 64 - System.Numerics.BitOperations.LeadingZeroCount(value + 1UL);
            Bits(0, length - 1).Bits(value + 1, length);
        }
        return this;
    }
}
