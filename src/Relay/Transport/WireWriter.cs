using System.Buffers;
using System.Text.Json;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Writes the messages that both kinds of socket share, into one reused buffer.</summary>
/// <remarks><b>Threading:</b> one send loop. <b>Ownership:</b> <see cref="Written"/> is valid until the next message.</remarks>
internal sealed class WireWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes the writer.</summary>
    public WireWriter() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>The message last written, UTF-8.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Starts a message of a type; the caller adds its fields and calls <see cref="End"/>.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        return _json;
    }

    /// <summary>Ends the message begun.</summary>
    public ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return Written;
    }

    /// <summary>Writes an <c>error</c>.</summary>
    public ReadOnlyMemory<byte> Error(ProtocolError error)
    {
        Utf8JsonWriter json = Begin("error"u8);
        json.WriteString("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        return End();
    }

    /// <summary>Writes a <c>clock_pong</c>: whole milliseconds, as readers have known them, and the same times to the microsecond.</summary>
    /// <param name="t0">As the peer sent it.</param>
    /// <param name="t1Us">When the ping arrived, Unix microseconds.</param>
    /// <param name="t2Us">Now, Unix microseconds.</param>
    public ReadOnlyMemory<byte> ClockPong(double t0, long t1Us, long t2Us)
    {
        Utf8JsonWriter json = Begin("clock_pong"u8);
        json.WriteNumber("t0"u8, t0);
        json.WriteNumber("t1"u8, t1Us / 1000);
        json.WriteNumber("t2"u8, t2Us / 1000);
        json.WriteNumber("t1_us"u8, t1Us);
        json.WriteNumber("t2_us"u8, t2Us);
        return End();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
