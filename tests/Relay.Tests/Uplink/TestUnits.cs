namespace RealtimeDetect.Relay.Tests.Uplink;

/// <summary>Access units made by hand: their headers are right, their pictures are none.</summary>
internal static class TestUnits
{
    private static readonly byte[] StartCode = [0, 0, 0, 1];

    /// <summary>A slice that is no key frame.</summary>
    public static byte[] Delta => [.. StartCode, 0x41, 0x9A, 0x02];

    /// <summary>Parameter sets and an IDR slice.</summary>
    public static byte[] Key(uint widthMbs = 4, uint heightMbs = 3) => KeyOf(Sequence(widthMbs, heightMbs));

    /// <summary>A key frame with this sequence parameter set.</summary>
    public static byte[] KeyOf(byte[] sequence) => [.. StartCode, .. sequence, .. StartCode, 0x68, 0xCB, .. StartCode, 0x65, 0x88, 0x84];

    /// <summary>A sequence parameter set of the baseline profile.</summary>
    /// <param name="widthMbs">Width in macroblocks.</param>
    /// <param name="heightMbs">Height in macroblocks.</param>
    /// <param name="cropRight">Columns cut off, in steps of two pixels.</param>
    /// <param name="colour">Range and matrix coefficients, where they are to be told.</param>
    /// <param name="isProgressive">Whether there are whole frames only.</param>
    public static byte[] Sequence(
        uint widthMbs, uint heightMbs, uint cropRight = 0, (bool FullRange, uint Matrix)? colour = null, bool isProgressive = true)
    {
        BitWriter bits = new BitWriter().Bits(66, 8).Bits(0xC0, 8).Bits(30, 8).Codes(0, 0, 2, 1).Bits(0, 1).Codes(widthMbs - 1, heightMbs - 1);
        bits.Bits(isProgressive ? 1u : 0, 1);
        if (!isProgressive)
            bits.Bits(0, 1);
        bits.Bits(1, 1).Bits(cropRight > 0 ? 1u : 0, 1);
        if (cropRight > 0)
            bits.Codes(0, cropRight, 0, 0);
        bits.Bits(colour is null ? 0u : 1, 1);
        if (colour is { } told)
            bits.Bits(0, 2).Bits(1, 1).Bits(5, 3).Bits(told.FullRange ? 1u : 0, 1).Bits(1, 1).Bits(6, 8).Bits(6, 8).Bits(told.Matrix, 8);
        return [0x67, .. Escape(bits.Bytes)];
    }

    /// <summary>A sequence parameter set of the high profile.</summary>
    public static byte[] HighSequence(uint chroma, uint extraBits, bool hasScalingLists)
    {
        BitWriter bits = new BitWriter().Bits(100, 8).Bits(0, 8).Bits(31, 8).Codes(0, chroma);
        if (chroma == 3)
            bits.Bits(0, 1);
        bits.Codes(extraBits, extraBits).Bits(0, 1).Bits(hasScalingLists ? 1u : 0, 1);
        // Each list: there, and its first entry ends it (a delta of -8: the code 16).
        for (int list = 0; hasScalingLists && list < (chroma == 3 ? 12 : 8); list++)
            bits.Bits(1, 1).Codes(16);
        bits.Codes(4, 0, 4, 1).Bits(0, 1).Codes(79, 44).Bits(1, 1).Bits(1, 1).Bits(0, 1).Bits(0, 1);
        return [0x67, .. Escape(bits.Bytes)];
    }

    // 7.4.1: no start code within a unit.
    private static byte[] Escape(byte[] bytes)
    {
        var escaped = new List<byte>();
        int zeros = 0;
        foreach (byte value in bytes)
        {
            if (zeros >= 2 && value <= 3)
            {
                escaped.Add(3);
                zeros = 0;
            }
            escaped.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return [.. escaped];
    }
}
