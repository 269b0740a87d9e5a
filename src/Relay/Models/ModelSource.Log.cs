namespace RealtimeDetect.Relay.Models;

internal sealed partial class ModelSource
{
    private static partial class Log
    {
        private const string Consequence = "streams get the embedded model, which knows coloured shapes only. Put a YOLOv8 detection model at {File} or name one with --model.";

        [LoggerMessage(6100, LogLevel.Warning, "No YOLOv8 model and no download (--offline): " + Consequence)]
        public static partial void EmbeddedOffline(ILogger logger, string file);

        [LoggerMessage(6101, LogLevel.Warning, "No YOLOv8 model, and none could be downloaded: " + Consequence)]
        public static partial void EmbeddedAfterDownload(ILogger logger, string file);
    }
}
