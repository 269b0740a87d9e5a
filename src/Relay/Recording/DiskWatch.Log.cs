namespace RealtimeDetect.Relay.Recording;

internal sealed partial class DiskWatch
{
    private static partial class Log
    {
        [LoggerMessage(7340, LogLevel.Warning, "Alarm: nothing is recorded any more: {Alarm}; {Free} bytes are free. Streams go on.")]
        public static partial void Raised(ILogger logger, RecordingAlarm alarm, long free);

        [LoggerMessage(7341, LogLevel.Information, "The disk takes recordings again: {Free} bytes are free.")]
        public static partial void Cleared(ILogger logger, long free);
    }
}
