using System.Buffers.Binary;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Reads the header of a baseline file, and takes only what is exactly in order: libjpeg-turbo accepts all of that too.</summary>
/// <remarks><b>Threading:</b> no state. <b>Errors:</b> false for anything else; whether it can be decoded at all is then libjpeg-turbo's to say.</remarks>
internal static class BaselineHeaderReader
{
    // Second byte of a marker (T.81, table B.1).
    private const byte StartOfFrame0 = 0xC0, HuffmanTables = 0xC4, StartOfScan = 0xDA, QuantTables = 0xDB, RestartInterval = 0xDD;
    private const byte App0 = 0xE0, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF, Comment = 0xFE;

    // What T.81 allows a baseline scan to say: all coefficients at once, at full precision.
    private const int FirstCoefficient = 0, LastCoefficient = 63;

    /// <summary>Reads the segments up to the first scan's data.</summary>
    public static bool TryRead(ReadOnlySpan<byte> jpeg, BaselineFrame frame)
    {
        frame.Clear();
        int position = 2;
        while (position + 4 <= jpeg.Length && jpeg[position] == 0xFF)
        {
            byte marker = jpeg[position + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 2)..]);
            if (length < 2 || length > jpeg.Length - position - 2)
                return false;
            ReadOnlySpan<byte> body = jpeg.Slice(position + 4, length - 2);
            position += length + 2;
            if (!TakeSegment(marker, body, frame))
                return false;
            if (marker != StartOfScan)
                continue;
            frame.ScanStart = position;
            return true;
        }
        return false;
    }

    private static bool TakeSegment(byte marker, ReadOnlySpan<byte> body, BaselineFrame frame) => marker switch
    {
        QuantTables => TakeQuantTables(body, frame),
        HuffmanTables => TakeHuffmanTables(body, frame),
        StartOfFrame0 => frame.ComponentCount == 0 && TakeFrame(body, frame),
        StartOfScan => frame.ComponentCount != 0 && TakeScan(body, frame),
        RestartInterval => TakeRestartInterval(body, frame),
        App0 => !body.StartsWith("JFIF\0"u8) || (body.Length >= 14 && body[5] == 1),
        App2 => !body.StartsWith("ICC_PROFILE\0"u8) || (body.Length > 14 && body[12] == 1 && body[13] == 1),
        // The last byte says what the components are; 1 is luma and colour differences.
        App14 => !body.StartsWith("Adobe"u8) || (body.Length >= 12 && body[11] == 1),
        >= App0 and <= App15 or Comment => true,
        _ => false,
    };

    private static bool TakeQuantTables(ReadOnlySpan<byte> body, BaselineFrame frame)
    {
        const int TableBytes = 1 + ZigZag.BlockLength;
        for (; body.Length >= TableBytes && body[0] < BaselineFrame.TableCount; body = body[TableBytes..])
            frame.SetQuant(body[0], body[1..TableBytes]);
        return body.IsEmpty;
    }

    private static bool TakeHuffmanTables(ReadOnlySpan<byte> body, BaselineFrame frame)
    {
        while (!body.IsEmpty)
        {
            int index = body[0] & 15, tableClass = body[0] >> 4;
            if (index >= BaselineFrame.TableCount || tableClass > 1)
                return false;
            int taken = (tableClass == 0 ? frame.DcSpecs : frame.AcSpecs)[index].Read(body[1..]);
            if (taken == 0)
                return false;
            body = body[(1 + taken)..];
        }
        return true;
    }

    private static bool TakeRestartInterval(ReadOnlySpan<byte> body, BaselineFrame frame)
    {
        if (body.Length != 2)
            return false;
        frame.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
        return true;
    }

    // Precision, height, width, number of components; then each one's id, sampling factors and quantisation table.
    private static bool TakeFrame(ReadOnlySpan<byte> body, BaselineFrame frame)
    {
        if (body.Length < 6 || body[0] != 8 || body[5] is not (1 or 3) || body.Length != 6 + 3 * body[5])
            return false;
        frame.Size = new PixelSize(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
        frame.ComponentCount = body[5];
        for (int i = 0; i < frame.ComponentCount; i++)
        {
            ReadOnlySpan<byte> component = body.Slice(6 + 3 * i, 3);
            if (component[2] >= BaselineFrame.TableCount)
                return false;
            frame.Components[i] = new ScanComponent(component[0], component[1] >> 4, component[1] & 15, component[2], 0, 0);
        }
        return frame.Size is { Width: > 0, Height: > 0 } && TrySetSubsampling(frame) && HasUsableIds(frame);
    }

    private static bool TrySetSubsampling(BaselineFrame frame)
    {
        ScanComponent first = frame.Components[0];
        for (int i = 1; i < frame.ComponentCount; i++)
        {
            if (frame.Components[i] is not { BlocksAcross: 1, BlocksDown: 1 })
                return false;
        }
        JpegSubsampling? subsampling = (frame.ComponentCount, first.BlocksAcross, first.BlocksDown) switch
        {
            (1, 1, 1) => JpegSubsampling.Grey,
            (3, 1, 1) => JpegSubsampling.Yuv444,
            (3, 2, 1) => JpegSubsampling.Yuv422,
            (3, 2, 2) => JpegSubsampling.Yuv420,
            _ => null,
        };
        frame.Subsampling = subsampling.GetValueOrDefault();
        return subsampling is not null;
    }

    // Components called R, G and B are red, green and blue to libjpeg where no other marker says otherwise.
    private static bool HasUsableIds(BaselineFrame frame)
    {
        if (frame.ComponentCount == 1)
            return true;
        byte a = frame.Components[0].Id, b = frame.Components[1].Id, c = frame.Components[2].Id;
        return a != b && b != c && a != c && (a, b, c) != ((byte)'R', (byte)'G', (byte)'B');
    }

    // Number of components; each one's id and Huffman tables; then the range and precision of the coefficients.
    private static bool TakeScan(ReadOnlySpan<byte> body, BaselineFrame frame)
    {
        int count = frame.ComponentCount;
        if (body.Length != 4 + 2 * count || body[0] != count)
            return false;
        for (int i = 0; i < count; i++)
        {
            ScanComponent component = frame.Components[i];
            int dc = body[2 + 2 * i] >> 4, ac = body[2 + 2 * i] & 15;
            if (body[1 + 2 * i] != component.Id || dc >= BaselineFrame.TableCount || ac >= BaselineFrame.TableCount)
                return false;
            if (!frame.IsQuantUsable(component.QuantIndex))
                return false;
            frame.Components[i] = component with { DcIndex = dc, AcIndex = ac };
        }
        return body[^3] == FirstCoefficient && body[^2] == LastCoefficient && body[^1] == 0;
    }
}
