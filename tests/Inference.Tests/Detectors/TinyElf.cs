using System.Buffers.Binary;
using System.Text;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>Writes an ELF file that says which libraries it needs and holds nothing else.</summary>
internal static class TinyElf
{
    private const int Header = 64;
    private const int Segment = 56;
    private const int Entry = 16;
    // Where the linker would put the file: not where the bytes lie in it.
    private const long Address = 0x10000;

    /// <summary>The file's bytes.</summary>
    public static byte[] Needing(params string[] libraries)
    {
        int dynamicAt = Header + (2 * Segment);
        int textAt = dynamicAt + ((libraries.Length + 2) * Entry);
        byte[] text = [0, .. libraries.SelectMany(name => Encoding.UTF8.GetBytes(name + '\0'))];
        byte[] file = new byte[textAt + text.Length];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(32), Header);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 2);
        WriteSegment(file, Header, type: 1, offset: 0, Address, file.Length);
        WriteSegment(file, Header + Segment, type: 2, dynamicAt, Address + dynamicAt, textAt - dynamicAt);
        int at = dynamicAt, name = 1;
        foreach (string library in libraries)
        {
            WriteEntry(file, at, tag: 1, name);
            at += Entry;
            name += library.Length + 1;
        }

        WriteEntry(file, at, tag: 5, Address + textAt);
        text.CopyTo(file, textAt);
        return file;
    }

    private static void WriteSegment(byte[] file, int at, uint type, long offset, long address, long length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), type);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at + 8), offset);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at + 16), address);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at + 32), length);
    }

    private static void WriteEntry(byte[] file, int at, long tag, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), tag);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at + 8), value);
    }
}
