namespace RealtimeDetect.Relay.Recording;

internal sealed partial class IndexWriter
{
    private static partial class Log
    {
        [LoggerMessage(7300, LogLevel.Warning, "The index of recordings took no change (SQLite {Code}: {Reason}); it is tried again.")]
        public static partial void ChangeFailed(ILogger logger, int code, string reason);
    }
}
