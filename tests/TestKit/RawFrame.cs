using System.Buffers.Binary;

namespace RealtimeDetect.TestKit;

/// <summary>Writes WebSocket frames (RFC 6455, section 5.2), right and wrong ones.</summary>
public static class RawFrame
{
    /// <summary>Opcodes.</summary>
    public const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    /// <summary>Writes one frame.</summary>
    /// <param name="opcode">0 to 15.</param>
    /// <param name="payload">What it carries.</param>
    /// <param name="isLast">The FIN bit.</param>
    /// <param name="isMasked">Whether it is masked, as a client must.</param>
    /// <param name="reserved">The three reserved bits.</param>
    /// <param name="length">Claimed length in the 8-byte form; the payload's own in its shortest form if null.</param>
    public static byte[] Make(
        int opcode, ReadOnlySpan<byte> payload, bool isLast = true, bool isMasked = true, int reserved = 0, ulong? length = null)
    {
        using var frame = new MemoryStream();
        frame.WriteByte((byte)((isLast ? 0x80 : 0) | (reserved << 4) | opcode));
        WriteLength(frame, payload.Length, length, isMasked ? 0x80 : 0);
        byte[] mask = isMasked ? [0x12, 0x34, 0x56, 0x78] : [];
        frame.Write(mask);
        for (int i = 0; i < payload.Length; i++)
            frame.WriteByte(isMasked ? (byte)(payload[i] ^ mask[i % 4]) : payload[i]);
        return frame.ToArray();
    }

    private static void WriteLength(MemoryStream frame, int actual, ulong? claimed, int maskBit)
    {
        Span<byte> extended = stackalloc byte[8];
        if (claimed is null && actual < 126)
        {
            frame.WriteByte((byte)(maskBit | actual));
        }
        else if (claimed is null && actual <= ushort.MaxValue)
        {
            frame.WriteByte((byte)(maskBit | 126));
            BinaryPrimitives.WriteUInt16BigEndian(extended, (ushort)actual);
            frame.Write(extended[..2]);
        }
        else
        {
            frame.WriteByte((byte)(maskBit | 127));
            BinaryPrimitives.WriteUInt64BigEndian(extended, claimed ?? (ulong)actual);
            frame.Write(extended);
        }
    }
}
