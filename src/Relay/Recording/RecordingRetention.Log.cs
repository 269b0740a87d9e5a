namespace RealtimeDetect.Relay.Recording;

internal sealed partial class RecordingRetention
{
    private static partial class Log
    {
        [LoggerMessage(7350, LogLevel.Information, "{Count} of the oldest recordings deleted (Recording:MaxAge, Recording:MaxBytes).")]
        public static partial void Deleted(ILogger logger, int count);

        [LoggerMessage(7351, LogLevel.Warning, "Recording {Id} could not be deleted: {Fault}, code {Code}.")]
        public static partial void DeleteFailed(ILogger logger, string id, string fault, int code);
    }
}
