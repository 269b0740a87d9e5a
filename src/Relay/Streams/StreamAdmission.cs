using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Lets long requests in: each has a place in the gate until it ends, and most a stream with room for it.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Errors:</b> what has no room is answered with a problem that names the limit, and served nothing.</remarks>
internal sealed class StreamAdmission(StreamRegistry streams, SocketGate gate, IOptions<StreamOptions> options)
{
    /// <summary>Serves a request in a place of its own.</summary>
    public async Task<IResult> EnterAsync(Func<Task<IResult>> serve)
    {
        if (!gate.TryEnter())
            return Problems.NoRoom("Too many sockets are open (Streams:MaxSockets).");
        try
        {
            return await serve();
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Serves a request about a stream, which is made if there is none.</summary>
    public Task<IResult> EnterAsync(StreamToken token, Func<LiveStream, Task<IResult>> serve) => EnterAsync(
        () => streams.GetOrAdd(token) is { } stream
            ? serve(stream)
            : Task.FromResult(Problems.NoRoom("Too many streams are live (Streams:MaxStreams).")));

    /// <summary>Serves a further viewer of a stream, which is made if there is none.</summary>
    public Task<IResult> WatchAsync(StreamToken token, Func<LiveStream, Task<IResult>> serve) => EnterAsync(
        token, stream => RefusalToWatch(stream) is { } refusal ? Task.FromResult(refusal) : serve(stream));

    /// <summary>Why a stream takes no further viewer; null if it does.</summary>
    public IResult? RefusalToWatch(LiveStream? stream) =>
        stream?.ViewerCount >= options.Value.MaxViewersPerStream
            ? Problems.NoRoom("Too many viewers watch this stream (Streams:MaxViewersPerStream).")
            : null;
}
