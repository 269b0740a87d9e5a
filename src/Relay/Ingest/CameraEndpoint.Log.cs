using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Ingest;

internal sealed partial class CameraEndpoint
{
    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "Camera connected to stream {Stream}.")]
        public static partial void Connected(ILogger logger, StreamToken stream);

        [LoggerMessage(1001, LogLevel.Information, "Camera of stream {Stream} ended with {Code}: {Reason}.")]
        public static partial void Ended(ILogger logger, StreamToken stream, int code, string reason);
    }
}
