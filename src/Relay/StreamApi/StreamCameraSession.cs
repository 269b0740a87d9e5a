using System.Buffers;
using System.Net.WebSockets;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>A camera of the older protocol: base64 frames in JSON, fed into the same stream as any other camera's.</summary>
/// <remarks>
/// It takes the stream's camera place with <c>start_stream</c> or its first frame, and gives it back with <c>stop_stream</c>.
/// <b>Threading:</b> the receive loop starts and stops; <see cref="ICameraSource"/>'s members are called from any thread and only post.
/// </remarks>
internal sealed class StreamCameraSession(
    WebSocket socket, StreamToken token, StreamRegistry streams, StreamDirectory directory, IngestOptions ingest, StreamSocketLimits limits,
    TimeProvider time)
    : StreamSocketSession(socket, token, limits, time), ICameraSource
{
    /// <summary>A timestamp below this counts seconds, else milliseconds: as seconds the year 5138, as milliseconds 1973.</summary>
    private const double FirstMilliseconds = 1e11;

    /// <summary>Largest frame number and latest time accepted, as on the camera socket: 2^53-1, and the year 5138.</summary>
    private const double MaxFrameNumber = 9007199254740991, MaxTimestamp = 1e14;

    private readonly FrameRateLimit _rate = new(ingest.MaxFramesPerSecond, time);
    private LiveStream? _stream;
    private bool _stopped;
    private long _lastNumber = -1;
    private int _infoDue = 1;

    /// <summary>Unknown: the older protocol does not compare clocks.</summary>
    public double? ClockOffsetMs => null;

    /// <inheritdoc/>
    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error)
    {
        if (outcome == FrameOutcome.Processed)
            ClearStrikes();
        else if (error is not null)
            Strike(error.Value);
    }

    /// <inheritdoc/>
    public void OnConfigChanged()
    {
        Volatile.Write(ref _infoDue, 1);
        Wake.Set();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ReadOnlySpan<byte> utf8, in StreamMessage message)
    {
        switch (message.Type)
        {
            case StreamMessageType.StartStream:
                _stopped = false;
                TryStart();
                OnConfigChanged();
                break;
            case StreamMessageType.StopStream:
                _stopped = true;
                Detach();
                OnConfigChanged();
                break;
            case StreamMessageType.StreamInfo:
                OnConfigChanged();
                break;
            case StreamMessageType.Frame:
                OnFrame(utf8, message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<bool> TrySendMoreAsync()
    {
        bool due = Interlocked.Exchange(ref _infoDue, 0) == 1;
        if (due)
            Post(directory.Find(Token));
        return ValueTask.FromResult(due);
    }

    /// <inheritdoc/>
    protected override void OnEnded() => Detach();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Detach();

    private bool TryStart()
    {
        if (Volatile.Read(ref _stream) is not null)
            return true;
        if (streams.GetOrAdd(Token) is not { } stream)
        {
            Strike(new("too_many_streams", "Too many streams are live (Streams:MaxStreams)."));
            return false;
        }
        if (!stream.TryAttachCamera(this, session: null))
        {
            RequestClose(stream.CameraRefusal);
            return false;
        }
        Volatile.Write(ref _stream, stream);
        return true;
    }

    private void Detach() => Interlocked.Exchange(ref _stream, null)?.DetachCamera(this);

    private void OnFrame(ReadOnlySpan<byte> utf8, in StreamMessage message)
    {
        long arrived = Time.GetTimestamp();
        if (_stopped)
            Strike(new("not_started", "The stream was stopped on this socket; send start_stream first."));
        else if (message.FrameNumber is not (null or (>= 0 and <= MaxFrameNumber)) || message.Timestamp is not (null or (>= 0 and <= MaxTimestamp)))
            Strike(new("malformed_frame", "frame_number is a whole number from 0 to 9007199254740991, and timestamp one from 0 to 1e14."));
        else if (TryStart() && Volatile.Read(ref _stream) is { } stream)
            Receive(stream, utf8, message, arrived);
    }

    private void Receive(LiveStream stream, ReadOnlySpan<byte> utf8, in StreamMessage message, long arrived)
    {
        if (!Base64Frame.TryDecode(utf8, message, out byte[]? jpeg, out int length))
        {
            Strike(new("malformed_frame", "frame is a JPEG in base64."));
            return;
        }
        long number = (long)(message.FrameNumber ?? _lastNumber + 1);
        stream.OnReceived();
        if (Check(number, length) is { } error)
            stream.Reject(this, number, FrameOutcome.Failed, null, error);
        else if (!_rate.TryTake())
            stream.Reject(this, number, FrameOutcome.Dropped, DropReason.RateLimited, null);
        else
        {
            _lastNumber = number;
            stream.Post(new CameraFrame(this, number, TimestampOf(message), jpeg!, length, arrived));
            return;
        }
        _lastNumber = Math.Max(_lastNumber, number);
        ArrayPool<byte>.Shared.Return(jpeg!);
    }

    private ProtocolError? Check(long number, int length)
    {
        if (number <= _lastNumber)
            return new("frame_number", $"frame_number {number} is not greater than {_lastNumber}, which this socket sent before.");
        return length > ingest.MaxFrameBytes
            ? new("frame_too_large", $"The JPEG has {length} bytes; at most {ingest.MaxFrameBytes} are accepted (Ingest:MaxFrameBytes).")
            : null;
    }

    private double TimestampOf(in StreamMessage message) => message.Timestamp switch
    {
        null => (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds,
        < FirstMilliseconds and { } seconds => seconds * 1000,
        { } milliseconds => milliseconds,
    };
}
