using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes the header of a file whose scan is coded as another's: that one's frame and tables.</summary>
/// <remarks>
/// Nothing else is carried over, as by libjpeg-turbo: no EXIF (an orientation would turn boxes away from their coordinates, a
/// location is nobody's business), no colour profile, no comments. Default Huffman tables are written even if the source left
/// them out. <b>Threading:</b> no state.
/// </remarks>
internal static class HeaderWriter
{
    // Bytes: markers, JFIF, and at most 3 quantisation and 6 Huffman tables.
    private const int MaxBytes = 2 + 18 + 3 * 69 + 6 * 277 + 19 + 6 + 14;

    // Version 1.01, square pixels, no thumbnail: as libjpeg writes it.
    private static ReadOnlySpan<byte> StartAndJfif =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>Writes everything before the scan's coded data.</summary>
    public static void Write(BaselineFrame frame, ScanTables tables, IBufferWriter<byte> destination)
    {
        Span<byte> header = destination.GetSpan(MaxBytes);
        StartAndJfif.CopyTo(header);
        int length = StartAndJfif.Length;
        WriteQuantTables(frame, tables, header, ref length);
        WriteFrame(frame, header, ref length);
        WriteHuffmanTables(frame, tables, header, ref length);
        if (frame.RestartInterval != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Start(0xDD, 4, header, ref length), (ushort)frame.RestartInterval);
        }
        WriteScan(frame, header, ref length);
        destination.Advance(length);
    }

    // Writes marker and length, and gives the place of what follows.
    private static Span<byte> Start(byte marker, int segmentLength, Span<byte> header, ref int length)
    {
        Span<byte> segment = header.Slice(length, segmentLength + 2);
        segment[0] = 0xFF;
        segment[1] = marker;
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], (ushort)segmentLength);
        length += segmentLength + 2;
        return segment[4..];
    }

    private static void WriteQuantTables(BaselineFrame frame, ScanTables tables, Span<byte> header, ref int length)
    {
        for (int i = 0, written = 0; i < frame.ComponentCount; i++)
        {
            int index = frame.Components[i].QuantIndex;
            if (!IsFirst(ref written, index))
                continue;
            Span<byte> body = Start(0xDB, 3 + ZigZag.BlockLength, header, ref length);
            body[0] = (byte)index;
            tables.Quant(i).Bytes.CopyTo(body[1..]);
        }
    }

    private static void WriteHuffmanTables(BaselineFrame frame, ScanTables tables, Span<byte> header, ref int length)
    {
        int written = 0;
        for (int i = 0; i < frame.ComponentCount; i++)
        {
            ScanComponent component = frame.Components[i];
            if (IsFirst(ref written, component.DcIndex))
                WriteHuffmanTable(component.DcIndex, tables.Dc(i), header, ref length);
            if (IsFirst(ref written, 0x10 | component.AcIndex))
                WriteHuffmanTable(0x10 | component.AcIndex, tables.Ac(i), header, ref length);
        }
    }

    private static void WriteHuffmanTable(int index, HuffmanTable table, Span<byte> header, ref int length)
    {
        Span<byte> body = Start(0xC4, 3 + table.Bytes.Length, header, ref length);
        body[0] = (byte)index;
        table.Bytes.CopyTo(body[1..]);
    }

    private static void WriteFrame(BaselineFrame frame, Span<byte> header, ref int length)
    {
        Span<byte> body = Start(0xC0, 8 + 3 * frame.ComponentCount, header, ref length);
        body[0] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(body[1..], (ushort)frame.Size.Height);
        BinaryPrimitives.WriteUInt16BigEndian(body[3..], (ushort)frame.Size.Width);
        body[5] = (byte)frame.ComponentCount;
        for (int i = 0; i < frame.ComponentCount; i++)
        {
            ScanComponent component = frame.Components[i];
            body[6 + 3 * i] = component.Id;
            body[7 + 3 * i] = (byte)(component.BlocksAcross << 4 | component.BlocksDown);
            body[8 + 3 * i] = (byte)component.QuantIndex;
        }
    }

    private static void WriteScan(BaselineFrame frame, Span<byte> header, ref int length)
    {
        int count = frame.ComponentCount;
        Span<byte> body = Start(0xDA, 6 + 2 * count, header, ref length);
        body[0] = (byte)count;
        for (int i = 0; i < count; i++)
        {
            body[1 + 2 * i] = frame.Components[i].Id;
            body[2 + 2 * i] = (byte)(frame.Components[i].DcIndex << 4 | frame.Components[i].AcIndex);
        }
        body[1 + 2 * count] = 0;
        body[2 + 2 * count] = 63;
        body[3 + 2 * count] = 0;
    }

    private static bool IsFirst(ref int seen, int number)
    {
        bool isFirst = (seen & (1 << number)) == 0;
        seen |= 1 << number;
        return isFirst;
    }
}
