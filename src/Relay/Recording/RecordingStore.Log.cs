namespace RealtimeDetect.Relay.Recording;

internal sealed partial class RecordingStore
{
    private static partial class Log
    {
        [LoggerMessage(7320, LogLevel.Warning, "The folder of recordings {Path} cannot be opened: {Reason}")]
        public static partial void OpenFailed(ILogger logger, string path, string reason);
    }
}
