namespace RealtimeDetect.Relay.H264;

internal sealed partial class H264Support
{
    private static partial class Log
    {
        [LoggerMessage(7200, LogLevel.Information, "H.264 is encoded by {Encoder}: {Reason}")]
        public static partial void Chosen(ILogger logger, string encoder, string reason);

        [LoggerMessage(7201, LogLevel.Warning, "No H.264: {Reason} Viewers get JPEG.")]
        public static partial void None(ILogger logger, string reason);
    }
}
