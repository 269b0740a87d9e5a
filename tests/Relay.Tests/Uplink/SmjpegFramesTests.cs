using System.Buffers.Binary;
using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Tests.Uplink;

public sealed class SmjpegFramesTests
{
    // As ffmpeg 5.1 writes it: format, version, duration, a text, the picture's size, the end of the header.
    private static readonly byte[] Header =
    [
        0, 10, .. "SMJPEG"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. "_TXT"u8, 0, 0, 0, 3, 1, 2, 3,
        .. "_VID"u8, 0, 0, 0, 12, 0, 0, 0, 0, 0, 64, 0, 48, 0x4A, 0x46, 0x49, 0x46, .. "HEND"u8,
    ];

    [Fact]
    public void TryRead_Frames_ComeWithTheirTimes()
    {
        var frames = new SmjpegFrames(new MemoryStream([.. Header, .. Frame(0, [1, 2]), .. Frame(0x01020304, [3]), .. "DONE"u8]));

        Assert.True(frames.TryRead(out long firstTime, out byte[] first, out int firstLength));
        Assert.True(frames.TryRead(out long secondTime, out byte[] second, out int secondLength));
        Assert.False(frames.TryRead(out _, out _, out _));

        Assert.Equal((0L, 0x01020304L), (firstTime, secondTime));
        Assert.Equal("0102", Convert.ToHexString(first.AsSpan(0, firstLength)));
        Assert.Equal("03", Convert.ToHexString(second.AsSpan(0, secondLength)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(66)]
    public void TryRead_FileBreaksOff_IsTheEnd(int length)
    {
        byte[] file = [.. Header, .. Frame(0, [1, 2, 3, 4])];

        Assert.False(new SmjpegFrames(new MemoryStream(file[..length])).TryRead(out _, out _, out _));
    }

    [Fact]
    public void TryRead_LengthBeyondBelief_IsAFault()
    {
        var frames = new SmjpegFrames(new MemoryStream([.. Header, .. "vidD"u8, 0, 0, 0, 0, 0xFF, 0, 0, 0]));

        Assert.Throws<IOException>(() => frames.TryRead(out _, out _, out _));
    }

    private static byte[] Frame(int time, byte[] jpeg)
    {
        byte[] frame = [.. "vidD"u8, .. new byte[8], .. jpeg];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), time);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), jpeg.Length);
        return frame;
    }
}
