using System.Buffers.Binary;
using System.Text;

namespace RealtimeDetect.Inference.Detectors.Providers;

/// <summary>Reads from a Linux library what other libraries it needs: the names that the loader will look for.</summary>
internal static class ElfFile
{
    private const int HeaderBytes = 64;
    private const int SegmentBytes = 56;
    private const int EntryBytes = 16;
    private const uint LoadSegment = 1;
    private const uint DynamicSegment = 2;
    private const long NeededTag = 1;
    private const long StringTableTag = 5;

    /// <summary>The names in the order of the file; none where it is no 64-bit little-endian ELF file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> NeededLibraries(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] header = Read(file, 0, HeaderBytes);
        // Magic number, 64 bits, little-endian.
        if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            return [];
        List<Segment> segments = ReadSegments(file, header);
        if (segments.Find(segment => segment.Type == DynamicSegment) is not { } dynamic)
            return [];
        byte[] entries = Read(file, dynamic.Offset, (int)dynamic.Length);
        List<(long Tag, long Value)> values = [];
        for (int at = 0; at + EntryBytes <= entries.Length; at += EntryBytes)
            values.Add((BinaryPrimitives.ReadInt64LittleEndian(entries.AsSpan(at)), BinaryPrimitives.ReadInt64LittleEndian(entries.AsSpan(at + 8))));
        long strings = Offset(segments, values.Find(value => value.Tag == StringTableTag).Value);
        return [.. values.Where(value => value.Tag == NeededTag).Select(value => ReadText(file, strings + value.Value))];
    }

    private static List<Segment> ReadSegments(FileStream file, ReadOnlySpan<byte> header)
    {
        long table = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        List<Segment> segments = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = Read(file, table + ((long)i * SegmentBytes), SegmentBytes);
            segments.Add(new Segment(
                BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]), BinaryPrimitives.ReadInt64LittleEndian(entry[32..])));
        }

        return segments;
    }

    // Addresses of the dynamic section are those in memory; the loaded segments say where in the file they are.
    private static long Offset(List<Segment> segments, long address)
    {
        Segment? segment = segments.Find(segment =>
            segment.Type == LoadSegment && address >= segment.Address && address < segment.Address + segment.Length);
        return segment is null ? address : address - segment.Address + segment.Offset;
    }

    private static string ReadText(FileStream file, long offset)
    {
        file.Position = offset;
        List<byte> text = [];
        for (int next = file.ReadByte(); next > 0; next = file.ReadByte())
            text.Add((byte)next);
        return Encoding.UTF8.GetString([.. text]);
    }

    private static byte[] Read(FileStream file, long offset, int length)
    {
        file.Position = offset;
        byte[] bytes = new byte[length];
        file.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return bytes;
    }

    private sealed record Segment(uint Type, long Offset, long Address, long Length);
}
