using System.Buffers;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>The form in which one client gets a stream over plain HTTP.</summary>
/// <remarks><b>Threading:</b> one answer's loop; it remembers what that client was told.</remarks>
internal interface IOutputFormat
{
    /// <summary>Which output it is.</summary>
    OutputKind Kind { get; }

    /// <summary>The answer's <c>Content-Type</c>.</summary>
    string ContentType { get; }

    /// <summary>Writes what stands before the first frame.</summary>
    void Begin(IBufferWriter<byte> body);

    /// <summary>Writes a frame.</summary>
    void Write(PublishedFrame frame, IBufferWriter<byte> body);

    /// <summary>Called about once a second while no frame waits: writes what there is to say then, if anything.</summary>
    /// <returns>True if something was written.</returns>
    bool WriteIdle(LiveStream stream, IBufferWriter<byte> body);
}
