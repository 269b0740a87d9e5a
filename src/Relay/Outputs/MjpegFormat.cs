using System.Buffers;
using System.Globalization;
using System.Text;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Motion JPEG as <c>multipart/x-mixed-replace</c>, for <c>&lt;img&gt;</c> and players.</summary>
/// <remarks>
/// A boundary follows each part at once instead of opening the next one: browsers show a part when they see its end.
/// <b>Threading:</b> one answer's loop.
/// </remarks>
internal sealed class MjpegFormat(bool original, NoticePictures notices, TimeSpan placeholderInterval, TimeProvider time) : IOutputFormat
{
    private const string Boundary = "frame";

    private readonly byte[] _headers = new byte[160];
    private (DateTimeOffset? LeftAt, long ShownAt)? _placeholder;

    /// <inheritdoc/>
    public OutputKind Kind => OutputKind.Mjpeg;

    /// <inheritdoc/>
    public string ContentType => $"multipart/x-mixed-replace; boundary={Boundary}";

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> body) => body.Write("--frame\r\n"u8);

    /// <inheritdoc/>
    public void Write(PublishedFrame frame, IBufferWriter<byte> body)
    {
        _placeholder = null;
        WritePart((original ? frame.Original : frame.Annotated).Span, frame.Timestamp, body);
    }

    /// <inheritdoc/>
    public bool WriteIdle(LiveStream stream, IBufferWriter<byte> body)
    {
        if (stream.CameraConnected)
            return false;
        DateTimeOffset? leftAt = stream.CameraLeftAt;
        if (_placeholder is { } shown && shown.LeftAt == leftAt && time.GetElapsedTime(shown.ShownAt) < placeholderInterval)
            return false;
        _placeholder = (leftAt, time.GetTimestamp());
        WritePart(notices.Away(stream.PictureSize, leftAt).Span, time.GetUtcNow().ToUnixTimeMilliseconds(), body);
        return true;
    }

    private void WritePart(ReadOnlySpan<byte> jpeg, double timestamp, IBufferWriter<byte> body)
    {
        Encoding.ASCII.TryGetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Content-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\nX-Timestamp: {timestamp / 1000:F3}\r\n\r\n"),
            _headers, out int length);
        body.Write(_headers.AsSpan(0, length));
        body.Write(jpeg);
        body.Write("\r\n--frame\r\n"u8);
    }
}
