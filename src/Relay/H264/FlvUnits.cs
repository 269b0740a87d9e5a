using System.Buffers;
using System.Buffers.Binary;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.H264;

/// <summary>Reads access units out of ffmpeg's FLV: each is complete as soon as its last byte is there.</summary>
/// <remarks>
/// Turns length-prefixed units into Annex B and puts the parameter sets before each key frame. <b>Threading:</b> one reader thread; reads block.
/// <b>Errors:</b> an <see cref="IOException"/> for what is no such file.
/// </remarks>
internal sealed class FlvUnits(Stream flv)
{
    // Adobe's FLV specification, annex E.
    private const int FileHeaderBytes = 9 + 4, TagHeaderBytes = 11, TagTrailerBytes = 4, VideoHeadBytes = 5;
    private const byte VideoTag = 9, KeyFrame = 1, AvcCodec = 7, SequenceHeader = 0, Units = 1;

    // A unit's length field, and a start code, have as many bytes.
    private const int PrefixBytes = 4;

    /// <summary>Largest tag believed, bytes: an uncompressed 4K picture is smaller.</summary>
    private const int MaxTagBytes = 32 * 1024 * 1024;

    private readonly byte[] _head = new byte[TagHeaderBytes + TagTrailerBytes];
    private byte[] _parameterSets = [];
    private string _codec = "";
    private bool _started;

    /// <summary>Reads the next unit; false at the end.</summary>
    public bool TryRead(out EncodedUnit unit)
    {
        unit = default;
        if (!_started && !Fill(_head.AsSpan(0, FileHeaderBytes)))
            return false;
        _started = true;
        while (Fill(_head.AsSpan(0, TagHeaderBytes)))
        {
            int length = (int)(BinaryPrimitives.ReadUInt32BigEndian(_head) & 0xFFFFFF);
            if (length > MaxTagBytes)
                throw new IOException($"The encoder wrote a tag of {length} bytes.");
            byte[] tag = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                if (!Fill(tag.AsSpan(0, length)) || !Fill(_head.AsSpan(TagHeaderBytes, TagTrailerBytes)))
                    return false;
                if (_head[0] == VideoTag && TryTake(tag.AsSpan(0, length), out unit))
                    return true;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(tag);
            }
        }
        return false;
    }

    private bool TryTake(ReadOnlySpan<byte> tag, out EncodedUnit unit)
    {
        unit = default;
        if (tag.Length < VideoHeadBytes || (tag[0] & 0x0F) != AvcCodec)
            return false;
        ReadOnlySpan<byte> body = tag[VideoHeadBytes..];
        if (tag[1] == SequenceHeader)
            ReadParameterSets(body);
        if (tag[1] != Units || body.IsEmpty)
            return false;
        bool isKey = tag[0] >> 4 == KeyFrame;
        // Three low bytes of the time, then its highest.
        long time = (BinaryPrimitives.ReadUInt32BigEndian(_head.AsSpan(4)) >> 8) | ((long)_head[7] << 24);
        unit = new EncodedUnit(time, isKey, _codec, ToAnnexB(body, isKey));
        return true;
    }

    private PooledBytes ToAnnexB(ReadOnlySpan<byte> body, bool isKey)
    {
        var data = new PooledBytes(body.Length + _parameterSets.Length);
        if (isKey)
            data.Write(_parameterSets);
        while (body.Length > PrefixBytes)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(body);
            if (length < 0 || length > body.Length - PrefixBytes)
                break;
            WriteUnit(body.Slice(PrefixBytes, length), data);
            body = body[(PrefixBytes + length)..];
        }
        return data;
    }

    // ISO/IEC 14496-15, 5.3.3.1: version, profile, compatibility, level, length size; then counted lists of SPS and PPS.
    private void ReadParameterSets(ReadOnlySpan<byte> body)
    {
        const int ListsAt = 5;
        if (body.Length <= ListsAt)
            return;
        _codec = $"avc1.{body[1]:X2}{body[2]:X2}{body[3]:X2}";
        var sets = new ArrayBufferWriter<byte>(body.Length + 16);
        ReadOnlySpan<byte> rest = body[ListsAt..];
        for (int list = 0; list < 2 && !rest.IsEmpty; list++)
        {
            int count = rest[0] & 0x1F;
            rest = rest[1..];
            for (int i = 0; i < count && rest.Length >= 2; i++)
            {
                int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Length - 2);
                WriteUnit(rest.Slice(2, length), sets);
                rest = rest[(2 + length)..];
            }
        }
        _parameterSets = sets.WrittenSpan.ToArray();
    }

    private static void WriteUnit(ReadOnlySpan<byte> unit, IBufferWriter<byte> destination)
    {
        ReadOnlySpan<byte> startCode = [0, 0, 0, 1];
        destination.Write(startCode);
        destination.Write(unit);
    }

    private bool Fill(Span<byte> destination) => flv.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
}
