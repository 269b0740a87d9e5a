using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

internal sealed partial class OutputEndpoint
{
    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Information, "Output {Format} of stream {Stream} opened.")]
        public static partial void Opened(ILogger logger, OutputKind format, StreamToken stream);

        [LoggerMessage(7001, LogLevel.Information, "Output {Format} of stream {Stream} ended: {Reason}.")]
        public static partial void Ended(ILogger logger, OutputKind format, StreamToken stream, string reason);
    }
}
