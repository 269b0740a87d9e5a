using System.Buffers;
using System.Buffers.Binary;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>Writes frames as a live Matroska file, each a cluster of its own: its length and time stand before it.</summary>
/// <remarks>Element ids as in RFC 9559; all sizes have eight bytes, the segment's says that its end is unknown.</remarks>
internal static class MatroskaFrames
{
    /// <summary>Most bytes that <see cref="WriteFrameHeader"/> writes: two ids of four bytes or less, a time, three sizes, a block's head.</summary>
    public const int MaxFrameHeaderBytes = 64;

    // Ids of the elements, with their length markers.
    private const uint Ebml = 0x1A45DFA3, DocType = 0x4282, DocTypeVersion = 0x4287, DocTypeReadVersion = 0x4285;
    private const uint Segment = 0x18538067, Info = 0x1549A966, TimestampScale = 0x2AD7B1;
    private const uint Tracks = 0x1654AE6B, TrackEntry = 0xAE, TrackNumber = 0xD7, TrackUid = 0x73C5, TrackType = 0x83, CodecId = 0x86;
    private const uint Video = 0xE0, PixelWidth = 0xB0, PixelHeight = 0xBA;
    private const uint Cluster = 0x1F43B675, Timestamp = 0xE7, SimpleBlock = 0xA3;

    // Nanoseconds of a time unit: a millisecond.
    private const ulong UnitNanoseconds = 1_000_000;

    // Bytes of a size field, of a number, and of what stands in a block before the frame.
    private const int SizeBytes = 8, NumberBytes = 8, BlockHeadBytes = 4;

    /// <summary>Codec id of frames that are JPEGs.</summary>
    public static ReadOnlySpan<byte> MotionJpeg => "V_MJPEG"u8;

    /// <summary>Codec id of frames that are access units of H.264; in Annex B, since the file says nothing else.</summary>
    public static ReadOnlySpan<byte> Avc => "V_MPEG4/ISO/AVC"u8;

    /// <summary>What stands before the first frame.</summary>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="codecId">What the frames are.</param>
    public static byte[] FileHeader(PixelSize size, ReadOnlySpan<byte> codecId)
    {
        byte[] video = [.. Number(PixelWidth, (ulong)size.Width), .. Number(PixelHeight, (ulong)size.Height)];
        byte[] track =
        [
            .. Number(TrackNumber, 1), .. Number(TrackUid, 1), .. Number(TrackType, 1), .. Element(CodecId, codecId), .. Element(Video, video),
        ];
        return
        [
            .. Element(Ebml, [.. Element(DocType, "matroska"u8), .. Number(DocTypeVersion, 4), .. Number(DocTypeReadVersion, 2)]),
            .. Id(Segment), 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            .. Element(Info, Number(TimestampScale, UnitNanoseconds)), .. Element(Tracks, Element(TrackEntry, track)),
        ];
    }

    /// <summary>What stands before a frame's bytes.</summary>
    /// <param name="timeMs">Its time, milliseconds; larger than the one before.</param>
    /// <param name="frameBytes">Its length.</param>
    /// <param name="destination">At least <see cref="MaxFrameHeaderBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteFrameHeader(long timeMs, int frameBytes, Span<byte> destination)
    {
        int timeElement = 1 + SizeBytes + NumberBytes, blockElement = 1 + SizeBytes + BlockHeadBytes;
        BinaryPrimitives.WriteUInt32BigEndian(destination, Cluster);
        int at = 4 + WriteSize(timeElement + blockElement + (long)frameBytes, destination[4..]);
        destination[at++] = (byte)Timestamp;
        at += WriteSize(NumberBytes, destination[at..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[at..], timeMs);
        at += NumberBytes;
        destination[at++] = (byte)SimpleBlock;
        at += WriteSize(BlockHeadBytes + (long)frameBytes, destination[at..]);
        // Track 1, at the cluster's own time, a key frame.
        ReadOnlySpan<byte> blockHead = [0x81, 0, 0, 0x80];
        blockHead.CopyTo(destination[at..]);
        return at + BlockHeadBytes;
    }

    private static byte[] Element(uint id, ReadOnlySpan<byte> body)
    {
        var element = new ArrayBufferWriter<byte>();
        element.Write(Id(id));
        WriteSize(body.Length, element.GetSpan(SizeBytes));
        element.Advance(SizeBytes);
        element.Write(body);
        return element.WrittenSpan.ToArray();
    }

    private static byte[] Number(uint id, ulong value)
    {
        byte[] body = new byte[NumberBytes];
        BinaryPrimitives.WriteUInt64BigEndian(body, value);
        return Element(id, body);
    }

    private static byte[] Id(uint id)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        return bytes.AsSpan().TrimStart((byte)0).ToArray();
    }

    private static int WriteSize(long size, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination, size | (1L << 56));
        return SizeBytes;
    }
}
