using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Viewers;

internal sealed partial class ViewerEndpoint
{
    private static partial class Log
    {
        [LoggerMessage(4000, LogLevel.Information, "Viewer connected to stream {Stream}.")]
        public static partial void Connected(ILogger logger, StreamToken stream);

        [LoggerMessage(4001, LogLevel.Information, "Viewer of stream {Stream} ended with {Code}: {Reason}.")]
        public static partial void Ended(ILogger logger, StreamToken stream, int code, string reason);
    }
}
