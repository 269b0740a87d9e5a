namespace RealtimeDetect.Relay.Viewers.Tiers;

internal sealed partial class PictureReducer
{
    private static partial class Log
    {
        [LoggerMessage(4100, LogLevel.Error, "A picture could not be reduced; its viewers miss one frame.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
