namespace RealtimeDetect.Relay.Recording;

internal sealed partial class RecordingRepair
{
    private static partial class Log
    {
        [LoggerMessage(7310, LogLevel.Information, "Recordings repaired: {Repaired} had been left open or had no entry; {Removed} entries had no file.")]
        public static partial void Repaired(ILogger logger, int repaired, int removed);

        [LoggerMessage(7311, LogLevel.Warning, "Recording {Id} could not be repaired: {Fault}, code {Code}.")]
        public static partial void RepairFailed(ILogger logger, string id, string fault, int code);
    }
}
