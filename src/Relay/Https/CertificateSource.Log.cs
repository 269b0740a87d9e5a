namespace RealtimeDetect.Relay.Https;

internal sealed partial class CertificateSource
{
    private static partial class Log
    {
        [LoggerMessage(6203, LogLevel.Warning, "The certificate in use stays, since a newer one cannot be used: {Reason}")]
        public static partial void RefreshFailed(ILogger logger, string reason);
    }
}
