using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Uplink;

internal sealed partial class H264Uplink
{
    private static partial class Log
    {
        [LoggerMessage(7222, LogLevel.Information, "Decoder of stream {Stream} started: process {Process}, {Size}.")]
        public static partial void Started(ILogger logger, StreamToken stream, int process, string size);

        [LoggerMessage(7223, LogLevel.Warning, "Decoder of stream {Stream} failed ({Reason}); it goes on with the next key frame.")]
        public static partial void Failed(ILogger logger, StreamToken stream, string reason);

        [LoggerMessage(7225, LogLevel.Warning, "Decoder of stream {Stream} owes a frame for {OwedMs:F0} ms and is killed.")]
        public static partial void Stalled(ILogger logger, StreamToken stream, double owedMs);

        [LoggerMessage(7224, LogLevel.Warning, "The camera of stream {Stream} is told to send JPEG: {Reason}")]
        public static partial void Refused(ILogger logger, StreamToken stream, string reason);
    }
}
