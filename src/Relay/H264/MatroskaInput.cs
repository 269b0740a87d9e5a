using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>Feeds a running ffmpeg with frames, as <see cref="MatroskaFrames"/> has them.</summary>
/// <remarks><b>Threading:</b> one writer. <b>Errors:</b> an <see cref="IOException"/> once it has ended.</remarks>
internal sealed class MatroskaInput(Stream input)
{
    private readonly byte[] _header = new byte[MatroskaFrames.MaxFrameHeaderBytes];

    /// <summary>Writes what stands before the first frame.</summary>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="codecId">What the frames are, see <see cref="MatroskaFrames"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask BeginAsync(PixelSize size, ReadOnlySpan<byte> codecId, CancellationToken cancellationToken) =>
        input.WriteAsync(MatroskaFrames.FileHeader(size, codecId), cancellationToken);

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">Its bytes.</param>
    /// <param name="timeMs">Its time, milliseconds; larger than the one before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, long timeMs, CancellationToken cancellationToken)
    {
        int length = MatroskaFrames.WriteFrameHeader(timeMs, frame.Length, _header);
        await input.WriteAsync(_header.AsMemory(0, length), cancellationToken);
        await input.WriteAsync(frame, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }
}
