namespace RealtimeDetect.Relay.Https;

internal sealed partial class CertificateSource
{
    private static partial class Log
    {
        [LoggerMessage(6200, LogLevel.Information, "Made a local certificate authority in {Path}, SHA-256 {Fingerprint}.")]
        public static partial void AuthorityMade(ILogger logger, string path, string fingerprint);

        [LoggerMessage(6201, LogLevel.Information, "Issued a server certificate for {Names}, good until {NotAfter:yyyy-MM-dd}.")]
        public static partial void CertificateIssued(ILogger logger, string names, DateTime notAfter);
    }
}
