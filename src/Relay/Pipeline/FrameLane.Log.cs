namespace RealtimeDetect.Relay.Pipeline;

internal sealed partial class FrameLane
{
    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Error, "A frame could not be processed; the stream goes on with its next one.")]
        public static partial void FrameFailed(ILogger logger, Exception exception);
    }
}
