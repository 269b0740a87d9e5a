using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Ingest;

public sealed class FramePairReaderTests
{
    private readonly FramePairReader _reader = new(new IngestOptions { MaxFrameBytes = 1000 });

    [Fact]
    public void OnBinary_AfterMetadata_IsReceived()
    {
        PairErrors errors = _reader.OnText(Metadata(7));

        bool received = _reader.OnBinary(10, out CameraMessage metadata, out ProtocolError? error);

        Assert.Equal(PairErrors.None, errors);
        Assert.True(received);
        Assert.Null(error);
        Assert.Equal(7, metadata.FrameNumber);
    }

    [Fact]
    public void OnBinary_WithoutMetadata_IsAnError()
    {
        Assert.False(_reader.OnBinary(10, out _, out ProtocolError? error));
        Assert.Equal("frame_without_metadata", error?.Code);
    }

    [Fact]
    public void OnText_MetadataAfterMetadata_BlamesTheFirstAndKeepsTheSecond()
    {
        _reader.OnText(Metadata(1));

        PairErrors errors = _reader.OnText(Metadata(2));

        Assert.Equal("metadata_without_frame", errors.Orphan?.Code);
        Assert.Null(errors.Malformed);
        Assert.True(_reader.OnBinary(10, out CameraMessage metadata, out _));
        Assert.Equal(2, metadata.FrameNumber);
    }

    [Fact]
    public void OnBinary_AfterMalformedMetadata_IsDiscardedWithIt()
    {
        PairErrors errors = _reader.OnText(new CameraMessage(CameraMessageKind.Malformed));

        bool received = _reader.OnBinary(10, out _, out ProtocolError? error);

        Assert.Equal("malformed_metadata", errors.Malformed?.Code);
        Assert.False(received);
        Assert.Null(error);
        Assert.False(_reader.OnBinary(10, out _, out error));
        Assert.Equal("frame_without_metadata", error?.Code);
    }

    [Theory]
    [InlineData(CameraMessageKind.Ignored)]
    [InlineData(CameraMessageKind.ClockPing)]
    public void OnText_OtherTypeBetween_ChangesNothing(object kind)
    {
        _reader.OnText(Metadata(1));

        _reader.OnText(new CameraMessage((CameraMessageKind)kind));

        Assert.True(_reader.OnBinary(10, out _, out ProtocolError? error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void OnBinary_NumberNotGreater_IsReceivedAndFails(long number)
    {
        Send(5);

        Assert.Equal("frame_number", Send(number)?.Code);
        Assert.Null(Send(6));
    }

    [Fact]
    public void OnBinary_TooManyBytes_IsReceivedAndFails() => Assert.Equal("frame_too_large", Send(1, 1001)?.Code);

    private ProtocolError? Send(long number, long length = 10)
    {
        _reader.OnText(Metadata(number));
        Assert.True(_reader.OnBinary(length, out _, out ProtocolError? error));
        return error;
    }

    private static CameraMessage Metadata(long number) => new(CameraMessageKind.Metadata, number, 1);
}
