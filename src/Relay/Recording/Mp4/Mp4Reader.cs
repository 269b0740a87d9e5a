using System.Buffers.Binary;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>Walks the boxes of a file that <see cref="SegmentWriter"/> wrote, as far as they are whole.</summary>
/// <remarks><b>Threading:</b> one thread. <b>Errors:</b> what makes no sense ends the walk; only the disk's own are thrown.</remarks>
internal static class Mp4Reader
{
    /// <summary>Longest box that is read into memory, bytes: a header, or the head of a fragment of 100,000 frames.</summary>
    private const int MaxHeadBytes = 2 * 1024 * 1024;

    private const int HeadBytes = Mp4Layout.HeadBytes;

    /// <summary>Reads a file; null where it has no header or no whole fragment.</summary>
    public static Mp4Contents? Read(Stream file)
    {
        PixelSize? size = null;
        (long At, int Bytes) index = default;
        var fragments = new List<Mp4Fragment>();
        long at = 0, usable = 0;
        Mp4Fragment? head = null;
        while (TryReadHead(file, at, out uint bytes, out string name) && at + bytes <= file.Length)
        {
            if (name == "moov")
                size = SizeIn(Content(file, at, bytes));
            else if (name is "free" or "sidx" && fragments.Count == 0)
                index = (index.Bytes == 0 ? at : index.At, index.Bytes + (int)bytes);
            else if (name == "moof")
                head = FragmentIn(Content(file, at, bytes));
            else if (name == "mdat" && head is { } fragment)
            {
                fragments.Add(fragment with { Bytes = fragment.Bytes + (int)bytes });
                usable = at + bytes;
                head = null;
            }
            at += bytes;
        }
        return size is { } known && index.Bytes > 0 && fragments.Count > 0 ? new Mp4Contents(known, index.At, index.Bytes, fragments, usable) : null;
    }

    private static bool TryReadHead(Stream file, long at, out uint bytes, out string name)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        file.Position = at;
        bool isWhole = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes;
        bytes = BinaryPrimitives.ReadUInt32BigEndian(head);
        name = System.Text.Encoding.Latin1.GetString(head[4..]);
        return isWhole && bytes >= HeadBytes;
    }

    private static byte[] Content(Stream file, long at, uint bytes)
    {
        byte[] content = new byte[Math.Min(bytes, MaxHeadBytes)];
        file.Position = at;
        file.ReadExactly(content);
        return content;
    }

    // Width and height stand 24 bytes behind the name of the sample entry.
    private static PixelSize? SizeIn(ReadOnlySpan<byte> moov)
    {
        const int SizeAt = 4 + 24;
        int entry = moov.IndexOf("avc1"u8);
        if (entry < 0 || entry + SizeAt + 4 > moov.Length)
            return null;
        return new PixelSize(
            BinaryPrimitives.ReadUInt16BigEndian(moov[(entry + SizeAt)..]), BinaryPrimitives.ReadUInt16BigEndian(moov[(entry + SizeAt + 2)..]));
    }

    // The frames' list: count, offset, then duration, size and flags of each.
    private static Mp4Fragment? FragmentIn(ReadOnlySpan<byte> moof)
    {
        const int CountAt = 8, ListAt = 16, EntryBytes = 12, FlagsAt = 8;
        const uint IsDelta = 0x00010000;
        int run = moof.IndexOf("trun"u8);
        if (run < 0 || run + ListAt > moof.Length)
            return null;
        ReadOnlySpan<byte> list = moof[(run + ListAt)..];
        uint count = BinaryPrimitives.ReadUInt32BigEndian(moof[(run + CountAt)..]);
        if (count == 0 || count > list.Length / EntryBytes)
            return null;
        long duration = 0;
        for (int i = 0; i < count; i++)
            duration += BinaryPrimitives.ReadUInt32BigEndian(list[(i * EntryBytes)..]);
        bool isKey = (BinaryPrimitives.ReadUInt32BigEndian(list[FlagsAt..]) & IsDelta) == 0;
        return new Mp4Fragment(moof.Length, duration, (int)count, isKey);
    }
}
