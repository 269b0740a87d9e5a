namespace RealtimeDetect.Relay.Https;

internal sealed partial class IssuedCertificates
{
    private static partial class Log
    {
        [LoggerMessage(6200, LogLevel.Information, "Made a local certificate authority in {Path}, SHA-256 {Fingerprint}.")]
        public static partial void AuthorityMade(ILogger logger, string path, string fingerprint);

        [LoggerMessage(6201, LogLevel.Information, "Issued a server certificate for {Names}, good until {NotAfter:yyyy-MM-dd}.")]
        public static partial void CertificateIssued(ILogger logger, string names, DateTime notAfter);

        [LoggerMessage(6202, LogLevel.Warning,
            "The local certificate authority runs out on {NotAfter:yyyy-MM-dd}; it is kept as {Kept}, and phones must be told to trust the new one.")]
        public static partial void AuthorityReplaced(ILogger logger, DateTimeOffset notAfter, string kept);

        [LoggerMessage(6204, LogLevel.Warning, "{Path} could be read by other users, and it holds a private key; their rights were taken away.")]
        public static partial void RightsTightened(ILogger logger, string path);
    }
}
