using System.Buffers.Binary;

namespace RealtimeDetect.TestKit;

/// <summary>Reads and changes JPEG headers, to make files that a camera should not have sent.</summary>
public static class JpegSurgery
{
    private const byte Sof0 = 0xC0, StartOfScan = 0xDA;

    /// <summary>Width and height from the frame header; zeros if there is none.</summary>
    public static (int Width, int Height) Size(byte[] jpeg)
    {
        int sof = FindFrame(jpeg);
        return sof < 0
            ? (0, 0)
            : (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(sof + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(sof + 5)));
    }

    /// <summary>Lets the header claim another size.</summary>
    public static byte[] WithSize(byte[] jpeg, int width, int height) => Changed(jpeg, (copy, sof) =>
    {
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(sof + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(sof + 7), (ushort)width);
    });

    /// <summary>Lets the frame header be of another kind, such as 0xC2 for progressive.</summary>
    public static byte[] WithFrameMarker(byte[] jpeg, byte marker) => Changed(jpeg, (copy, sof) => copy[sof + 1] = marker);

    /// <summary>Lets the header claim another number of bits per sample.</summary>
    public static byte[] WithPrecision(byte[] jpeg, byte bits) => Changed(jpeg, (copy, sof) => copy[sof + 4] = bits);

    /// <summary>Lets the frame header hold four components, as CMYK files do.</summary>
    public static byte[] WithFourComponents(byte[] jpeg)
    {
        int sof = FindFrame(jpeg);
        int end = sof + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(sof + 2));
        byte[] longer = [.. jpeg[..end], 4, 0x11, 0, .. jpeg[end..]];
        BinaryPrimitives.WriteUInt16BigEndian(longer.AsSpan(sof + 2), 8 + (3 * 4));
        longer[sof + 9] = 4;
        return longer;
    }

    /// <summary>Puts a segment behind the start marker: EXIF, a comment.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] body)
    {
        byte[] head = [0xFF, 0xD8, 0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)];
        return [.. head, .. body, .. jpeg[2..]];
    }

    /// <summary>Says in EXIF that the picture is to be turned by a quarter.</summary>
    public static byte[] WithExifRotation(byte[] jpeg) => WithSegment(jpeg, 0xE1,
    [
        .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
        0, 0, 0, 0,
    ]);

    /// <summary>Makes a file larger without changing its picture, by comments.</summary>
    public static byte[] PaddedTo(byte[] jpeg, int bytes)
    {
        const int MaxComment = 65533;
        using var padded = new MemoryStream(bytes);
        padded.Write(jpeg, 0, 2);
        for (int missing = bytes - jpeg.Length; missing > 0;)
        {
            int body = Math.Clamp(missing - 4, 0, MaxComment);
            padded.Write([0xFF, 0xFE, (byte)((body + 2) >> 8), (byte)(body + 2)]);
            padded.Write(new byte[body]);
            missing -= body + 4;
        }
        padded.Write(jpeg, 2, jpeg.Length - 2);
        return padded.ToArray();
    }

    /// <summary>Where the scan's data begins.</summary>
    public static int ScanStart(byte[] jpeg)
    {
        int scan = FindMarker(jpeg, marker => marker == StartOfScan);
        return scan + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(scan + 2));
    }

    /// <summary>The file up to a share of its scan.</summary>
    public static byte[] Truncated(byte[] jpeg, double share)
    {
        int start = ScanStart(jpeg);
        return jpeg[..(start + (int)((jpeg.Length - start) * share))];
    }

    private static byte[] Changed(byte[] jpeg, Action<byte[], int> change)
    {
        byte[] copy = [.. jpeg];
        change(copy, FindFrame(copy));
        return copy;
    }

    private static int FindFrame(byte[] jpeg) =>
        FindMarker(jpeg, marker => marker is >= Sof0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC));

    private static int FindMarker(byte[] jpeg, Func<byte, bool> isWanted)
    {
        for (int at = 2; at + 4 <= jpeg.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            if (isWanted(jpeg[at + 1]))
                return at;
        }
        return -1;
    }
}
