using System.Buffers;
using System.Buffers.Binary;
using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>Turns an access unit as it goes to viewers (Annex B) into a sample of an MP4 file: lengths, and no parameter sets.</summary>
internal static class AnnexB
{
    private const int LengthBytes = 4;

    /// <summary>Writes the sample.</summary>
    /// <param name="unit">The access unit.</param>
    /// <param name="sample">Where it goes.</param>
    /// <returns>The parameter sets that stood before the picture; null if they did not.</returns>
    public static AvcParameters? WriteSample(ReadOnlySpan<byte> unit, IBufferWriter<byte> sample)
    {
        byte[]? sequence = null, picture = null;
        var parts = new NalUnits(unit);
        while (parts.TryNext(out ReadOnlySpan<byte> part))
        {
            switch (NalUnits.TypeOf(part))
            {
                case NalUnits.SequenceSet: sequence = part.ToArray(); break;
                case NalUnits.PictureSet: picture = part.ToArray(); break;
                case NalUnits.Delimiter: break;
                default:
                    BinaryPrimitives.WriteInt32BigEndian(sample.GetSpan(LengthBytes), part.Length);
                    sample.Advance(LengthBytes);
                    sample.Write(part);
                    break;
            }
        }
        return sequence is { Length: >= 4 } && picture is not null ? new AvcParameters(sequence, picture) : null;
    }
}
