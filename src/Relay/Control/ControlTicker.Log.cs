using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Control;

internal sealed partial class ControlTicker
{
    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Error, "Control of stream {Stream} failed; its settings stay as they are.")]
        public static partial void StepFailed(ILogger logger, StreamToken stream, Exception exception);
    }
}
