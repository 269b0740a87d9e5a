using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

internal sealed partial class RecordingRun
{
    private static partial class Log
    {
        [LoggerMessage(7330, LogLevel.Information, "Recording {Id} of stream {Stream} begun ({Trigger}).")]
        public static partial void Started(ILogger logger, string id, StreamToken stream, RecordingTrigger trigger);

        [LoggerMessage(7331, LogLevel.Information, "Recording {Id} of stream {Stream} ended: {Seconds} s, {Bytes} bytes, {Dropped} frames left out.")]
        public static partial void Ended(ILogger logger, string id, StreamToken stream, double seconds, long bytes, long dropped);

        [LoggerMessage(7332, LogLevel.Warning, "Recording of stream {Stream} stopped: {Alarm} ({Fault}, code {Code}).")]
        public static partial void WriteFailed(ILogger logger, StreamToken stream, RecordingAlarm alarm, string fault, int code);
    }
}
