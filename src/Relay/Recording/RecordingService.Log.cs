namespace RealtimeDetect.Relay.Recording;

internal sealed partial class RecordingService
{
    private static partial class Log
    {
        [LoggerMessage(7360, LogLevel.Error, "A look at the recordings failed; the next one follows.")]
        public static partial void StepFailed(ILogger logger, Exception exception);
    }
}
