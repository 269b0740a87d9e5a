using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.H264;

internal sealed partial class H264Feed
{
    private static partial class Log
    {
        [LoggerMessage(7210, LogLevel.Information, "Encoder of stream {Stream} started: process {Process}, {Size}.")]
        public static partial void Started(ILogger logger, StreamToken stream, int process, string size);

        [LoggerMessage(7211, LogLevel.Information, "Encoder of stream {Stream} stopped.")]
        public static partial void Stopped(ILogger logger, StreamToken stream);

        [LoggerMessage(7212, LogLevel.Warning, "Encoder of stream {Stream} failed ({Reason}); viewers get JPEG, again in {DelayMs} ms.")]
        public static partial void Failed(ILogger logger, StreamToken stream, string reason, double delayMs);
    }
}
