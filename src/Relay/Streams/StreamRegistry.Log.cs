namespace RealtimeDetect.Relay.Streams;

internal sealed partial class StreamRegistry
{
    private static partial class Log
    {
        [LoggerMessage(3000, LogLevel.Information, "Stream {Stream} created, model {Model}.")]
        public static partial void StreamCreated(ILogger logger, StreamToken stream, string model);

        [LoggerMessage(3001, LogLevel.Information, "Stream {Stream} removed: idle.")]
        public static partial void StreamRemoved(ILogger logger, StreamToken stream);
    }
}
