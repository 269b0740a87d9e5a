using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Reads a sequence parameter set (ITU-T H.264, 7.3.2.1.1 and E.1.1) before any decoder sees it.</summary>
/// <remarks><b>Errors:</b> bad input is a <see cref="UnitFault"/>; no input makes it throw.</remarks>
internal static class SequenceParameterReader
{
    /// <summary>Longest set read, bytes: twelve scaling lists with long codes are shorter.</summary>
    private const int MaxBytes = 2048;

    /// <summary>Longest side accepted, pixels: as of a JPEG.</summary>
    private const int MaxSidePx = 16384;

    private const int MacroblockPx = 16, ExtendedAspectRatio = 255, Bt709Matrix = 1, MaxFramesInPocCycle = 255;

    /// <summary>Reads a set.</summary>
    /// <param name="unit">The NAL unit, its header byte included.</param>
    /// <param name="maxPixels">Most pixels accepted.</param>
    /// <param name="parameters">What it says, if nothing is wrong.</param>
    public static UnitFault Read(ReadOnlySpan<byte> unit, long maxPixels, out SequenceParameters parameters)
    {
        parameters = default;
        if (unit.Length > MaxBytes)
            return UnitFault.NotDecodable;
        Span<byte> plain = stackalloc byte[MaxBytes];
        var bits = new BitReader(plain[..RawBytes.Unescape(unit[1..], plain)]);
        bool isSupported = ReadProfile(ref bits);
        SkipFrameNumbers(ref bits);
        long widthMbs = bits.Unsigned() + 1L, heightMbs = bits.Unsigned() + 1L;
        bool isProgressive = bits.Flag();
        if (bits.IsPastEnd)
            return UnitFault.NotDecodable;
        if (!isSupported || !isProgressive)
            return UnitFault.NotSupported;
        bits.Flag();
        if (widthMbs > MaxSidePx / MacroblockPx || heightMbs > MaxSidePx / MacroblockPx)
            return UnitFault.TooLarge;
        PixelSize? size = Crop(ref bits, (int)widthMbs * MacroblockPx, (int)heightMbs * MacroblockPx);
        (bool fullRange, bool bt709) = ReadColour(ref bits);
        if (bits.IsPastEnd || size is not { } cropped)
            return UnitFault.NotDecodable;
        parameters = new SequenceParameters(cropped, fullRange, bt709);
        long coded = widthMbs * heightMbs * MacroblockPx * MacroblockPx;
        return cropped.PixelCount > maxPixels || coded > RoundUp(maxPixels, cropped) ? UnitFault.TooLarge : UnitFault.None;
    }

    // The limit is on pictures as they are shown; what is decoded may be most of a macroblock wider and higher.
    private static long RoundUp(long maxPixels, PixelSize shown) =>
        maxPixels + (MacroblockPx - 1L) * (shown.Width + shown.Height + MacroblockPx - 1L);

    // True for 8 bits and 4:2:0, which are all that the profiles without these fields have.
    private static bool ReadProfile(ref BitReader bits)
    {
        uint profile = bits.Bits(8);
        bits.Bits(16);
        bits.Unsigned();
        if (profile is not (100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135))
            return true;
        uint chroma = bits.Unsigned();
        if (chroma == 3)
            bits.Flag();
        bool is8Bit = (bits.Unsigned() | bits.Unsigned()) == 0;
        bits.Flag();
        if (bits.Flag())
            SkipScalingLists(ref bits, chroma == 3 ? 12 : 8);
        return chroma == 1 && is8Bit;
    }

    private static void SkipScalingLists(ref BitReader bits, int lists)
    {
        const int SmallLists = 6, SmallEntries = 16, LargeEntries = 64;
        for (int list = 0; list < lists; list++)
        {
            if (!bits.Flag())
                continue;
            int last = 8, next = 8;
            for (int entry = 0; entry < (list < SmallLists ? SmallEntries : LargeEntries); entry++)
            {
                if (next != 0)
                    next = (last + bits.Signed()) & 0xFF;
                last = next == 0 ? last : next;
            }
        }
    }

    // Frame numbers, picture order, references.
    private static void SkipFrameNumbers(ref BitReader bits)
    {
        bits.Unsigned();
        uint pocType = bits.Unsigned();
        if (pocType == 0)
        {
            bits.Unsigned();
        }
        else if (pocType == 1)
        {
            bits.Flag();
            bits.Signed();
            bits.Signed();
            uint cycle = Math.Min(bits.Unsigned(), MaxFramesInPocCycle);
            for (uint i = 0; i < cycle; i++)
                bits.Signed();
        }
        bits.Unsigned();
        bits.Flag();
    }

    // Null where nothing is left of the picture. In 4:2:0 a step is two pixels.
    private static PixelSize? Crop(ref BitReader bits, int width, int height)
    {
        if (!bits.Flag())
            return new PixelSize(width, height);
        long left = bits.Unsigned(), right = bits.Unsigned(), top = bits.Unsigned(), bottom = bits.Unsigned();
        long croppedWidth = width - 2 * (left + right), croppedHeight = height - 2 * (top + bottom);
        return croppedWidth > 0 && croppedHeight > 0 ? new PixelSize((int)croppedWidth, (int)croppedHeight) : null;
    }

    private static (bool FullRange, bool Bt709) ReadColour(ref BitReader bits)
    {
        if (!bits.Flag())
            return default;
        if (bits.Flag() && bits.Bits(8) == ExtendedAspectRatio)
            bits.Bits(32);
        if (bits.Flag())
            bits.Flag();
        if (!bits.Flag())
            return default;
        bits.Bits(3);
        bool fullRange = bits.Flag();
        if (!bits.Flag())
            return (fullRange, false);
        bits.Bits(16);
        return (fullRange, bits.Bits(8) == Bt709Matrix);
    }
}
