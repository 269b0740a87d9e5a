namespace RealtimeDetect.Relay.Uplink;

internal sealed partial class UplinkSupport
{
    private static partial class Log
    {
        [LoggerMessage(7220, LogLevel.Information, "Cameras may send H.264.")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(7221, LogLevel.Warning, "No H.264 from cameras: {Reason} They send JPEG.")]
        public static partial void NotTaken(ILogger logger, string reason);
    }
}
