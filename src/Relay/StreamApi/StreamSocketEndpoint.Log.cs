using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.StreamApi;

internal sealed partial class StreamSocketEndpoint
{
    private static partial class Log
    {
        [LoggerMessage(7100, LogLevel.Information, "Stream API {Kind} connected to stream {Stream}.")]
        public static partial void Connected(ILogger logger, string kind, StreamToken stream);

        [LoggerMessage(7101, LogLevel.Information, "Stream API {Kind} of stream {Stream} ended with {Code}: {Reason}.")]
        public static partial void Ended(ILogger logger, string kind, StreamToken stream, int code, string reason);
    }
}
