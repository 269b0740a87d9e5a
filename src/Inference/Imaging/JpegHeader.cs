using System.Buffers.Binary;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>What a JPEG says of itself before its picture data: read from the markers up to the start of the scan.</summary>
/// <param name="Size">Width and height in pixels; EXIF orientation is ignored.</param>
/// <param name="ComponentCount">1 for grey, 3 for colour.</param>
/// <remarks><b>Errors:</b> bad input is a <see cref="JpegOutcome"/>; no input makes it throw.</remarks>
internal readonly record struct JpegHeader(PixelSize Size, int ComponentCount)
{
    /// <summary>Longest side accepted, in pixels; the wire contract's limit.</summary>
    public const int MaxSidePx = 16384;

    // Second byte of a marker (ITU-T T.81, table B.1).
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, StartOfFrame0 = 0xC0;
    private const byte HuffmanTables = 0xC4, Extension = 0xC8, ArithmeticTables = 0xCC;

    /// <summary>Reads the header and judges whether the file is one that is accepted.</summary>
    /// <param name="jpeg">The file, or as much of it as there is.</param>
    /// <param name="maxPixels">Most pixels accepted.</param>
    /// <param name="header">The header, if the outcome is <see cref="JpegOutcome.Ok"/>.</param>
    public static JpegOutcome Read(ReadOnlySpan<byte> jpeg, long maxPixels, out JpegHeader header)
    {
        header = default;
        if (jpeg is not [0xFF, StartOfImage, ..])
            return JpegOutcome.NotDecodable;

        int position = 2;
        bool hasFrame = false;
        while (TryReadSegment(jpeg, ref position, out byte marker, out ReadOnlySpan<byte> body))
        {
            if (marker == StartOfScan)
                return hasFrame ? JpegOutcome.Ok : JpegOutcome.NotDecodable;
            if (!IsStartOfFrame(marker))
                continue;
            JpegOutcome outcome = hasFrame ? JpegOutcome.NotDecodable : ReadFrame(marker, body, maxPixels, out header);
            if (outcome != JpegOutcome.Ok)
                return outcome;
            hasFrame = true;
        }
        return JpegOutcome.NotDecodable;
    }

    private static JpegOutcome ReadFrame(byte marker, ReadOnlySpan<byte> body, long maxPixels, out JpegHeader header)
    {
        header = default;
        if (marker != StartOfFrame0)
            return JpegOutcome.NotBaseline;
        if (body.Length < 6)
            return JpegOutcome.NotDecodable;

        var size = new PixelSize(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
        int components = body[5];
        if (body[0] != 8 || components is not (1 or 3))
            return JpegOutcome.NotBaseline;
        if (body.Length != 6 + 3 * components || size.Width == 0 || size.Height == 0)
            return JpegOutcome.NotDecodable;
        if (size.LongSide > MaxSidePx || size.PixelCount > maxPixels)
            return JpegOutcome.TooLarge;

        header = new JpegHeader(size, components);
        return JpegOutcome.Ok;
    }

    // A segment: FF, any number of fill bytes FF, the marker, then two length bytes that count themselves.
    private static bool TryReadSegment(ReadOnlySpan<byte> jpeg, ref int position, out byte marker, out ReadOnlySpan<byte> body)
    {
        marker = 0;
        body = default;
        if (position >= jpeg.Length || jpeg[position] != 0xFF)
            return false;
        while (position < jpeg.Length && jpeg[position] == 0xFF)
            position++;
        if (position + 2 >= jpeg.Length)
            return false;

        marker = jpeg[position++];
        int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[position..]);
        if (marker is 0 or StartOfImage or EndOfImage || length < 2 || length > jpeg.Length - position)
            return false;
        body = jpeg.Slice(position + 2, length - 2);
        position += length;
        return true;
    }

    private static bool IsStartOfFrame(byte marker) =>
        marker is >= 0xC0 and <= 0xCF and not (HuffmanTables or Extension or ArithmeticTables);
}
