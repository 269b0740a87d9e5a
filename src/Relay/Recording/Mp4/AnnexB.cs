using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>Turns an access unit as it goes to viewers (Annex B, four-byte start codes) into a sample of an MP4 file: lengths, and no parameter sets.</summary>
internal static class AnnexB
{
    // ITU-T H.264, table 7-1.
    private const int SequenceSet = 7, PictureSet = 8, Delimiter = 9;

    // A start code and a length have as many bytes.
    private const int PrefixBytes = 4;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>Writes the sample.</summary>
    /// <param name="unit">The access unit.</param>
    /// <param name="sample">Where it goes.</param>
    /// <returns>The parameter sets that stood before the picture; null if they did not.</returns>
    public static AvcParameters? WriteSample(ReadOnlySpan<byte> unit, IBufferWriter<byte> sample)
    {
        byte[]? sequence = null, picture = null;
        while (TryNext(ref unit, out ReadOnlySpan<byte> part))
        {
            switch (part[0] & 0x1F)
            {
                case SequenceSet: sequence = part.ToArray(); break;
                case PictureSet: picture = part.ToArray(); break;
                case Delimiter: break;
                default:
                    BinaryPrimitives.WriteInt32BigEndian(sample.GetSpan(PrefixBytes), part.Length);
                    sample.Advance(PrefixBytes);
                    sample.Write(part);
                    break;
            }
        }
        return sequence is { Length: >= 4 } && picture is not null ? new AvcParameters(sequence, picture) : null;
    }

    private static bool TryNext(ref ReadOnlySpan<byte> unit, out ReadOnlySpan<byte> part)
    {
        part = default;
        while (part.IsEmpty)
        {
            int start = unit.IndexOf(StartCode);
            if (start < 0)
                return false;
            unit = unit[(start + PrefixBytes)..];
            int end = unit.IndexOf(StartCode);
            part = end < 0 ? unit : unit[..end];
        }
        return true;
    }
}
