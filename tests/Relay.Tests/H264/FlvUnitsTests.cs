using System.Buffers.Binary;
using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Tests.H264;

public sealed class FlvUnitsTests
{
    private static readonly byte[] FileHeader = [.. "FLV"u8, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0];

    // Version, high profile, level 4.0, four-byte lengths, one SPS of two bytes, one PPS of one.
    private static readonly byte[] Configuration = [1, 0x64, 0x00, 0x28, 0xFF, 0xE1, 0, 2, 0x67, 0x64, 1, 0, 1, 0x68];

    [Fact]
    public void TryRead_KeyThenDelta_AreAnnexBWithParameterSetsBeforeTheKey()
    {
        var units = new FlvUnits(new MemoryStream([
            .. FileHeader, .. Tag(18, 0, [1, 2, 3]), .. Tag(9, 0, [0x17, 0, 0, 0, 0, .. Configuration]),
            .. Tag(9, 0x01020304, [0x17, 1, 0, 0, 0, 0, 0, 0, 2, 0x65, 0xAA]),
            .. Tag(9, 0x01020326, [0x27, 1, 0, 0, 0, 0, 0, 0, 1, 0x41, 0, 0, 0, 1, 0x42])]));

        Assert.True(units.TryRead(out EncodedUnit key));
        Assert.True(units.TryRead(out EncodedUnit delta));
        Assert.False(units.TryRead(out _));

        Assert.True(key.IsKey);
        Assert.False(delta.IsKey);
        Assert.Equal("avc1.640028", key.Codec);
        Assert.Equal(0x01020304, key.TimeMs);
        Assert.Equal(0x01020326, delta.TimeMs);
        Assert.Equal("00000001676400000001680000000165AA", Convert.ToHexString(key.Data.Written.Span));
        Assert.Equal("00000001410000000142", Convert.ToHexString(delta.Data.Written.Span));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(30)]
    public void TryRead_FileBreaksOff_IsTheEnd(int length)
    {
        byte[] file = [.. FileHeader, .. Tag(9, 0, [0x17, 1, 0, 0, 0, 0, 0, 0, 2, 0x65, 0xAA])];

        Assert.False(new FlvUnits(new MemoryStream(file[..length])).TryRead(out _));
    }

    [Fact]
    public void TryRead_LengthBeyondTheTag_LeavesTheRestOut()
    {
        var units = new FlvUnits(new MemoryStream([.. FileHeader, .. Tag(9, 0, [0x27, 1, 0, 0, 0, 0, 0, 0, 9, 0x41])]));

        Assert.True(units.TryRead(out EncodedUnit unit));

        Assert.Equal(0, unit.Data.Length);
    }

    private static byte[] Tag(byte type, int time, byte[] body)
    {
        byte[] tag = new byte[11 + body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(tag, body.Length);
        tag[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(4), (time << 8) | (time >> 24));
        body.CopyTo(tag, 11);
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(11 + body.Length), 11 + body.Length);
        return tag;
    }
}
