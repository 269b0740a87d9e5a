namespace RealtimeDetect.Relay.Hosting.WarmUp;

internal sealed partial class PathWarmUp
{
    private static partial class Log
    {
        [LoggerMessage(6130, LogLevel.Warning, "The warm-up did not come to its end; the first frames may be slow.")]
        public static partial void NotWarm(ILogger logger, Exception exception);
    }
}
