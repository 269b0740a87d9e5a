using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>The operator's own certificate, PEM or PFX; read again when its files change, as a renewal by an ACME client does.</summary>
/// <param name="path">The certificate, with those that vouch for it where it has any.</param>
/// <param name="keyPath">A PEM certificate's key; null where it is in the same file.</param>
/// <param name="password">Of a PFX or an encrypted key; null for none.</param>
/// <param name="time">The clock.</param>
internal sealed class OperatorCertificate(string path, string? keyPath, string? password, TimeProvider time) : ICertificateSupply
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private DateTime _loaded;

    /// <inheritdoc/>
    public LocalAuthority? Authority => null;

    /// <inheritdoc/>
    public SslStreamCertificateContext? Next()
    {
        DateTime written = LastWrite();
        if (written == _loaded)
            return null;
        X509Certificate2Collection chain = [];
        X509Certificate2 certificate = CertificateFile.Read(path, keyPath, password, chain);
        Check(certificate);
        _loaded = written;
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private DateTime LastWrite()
    {
        if (!File.Exists(path))
            throw new StartupException($"The certificate {path} (Https:CertificatePath) does not exist.");
        DateTime written = File.GetLastWriteTimeUtc(path);
        if (string.IsNullOrEmpty(keyPath))
            return written;
        if (!File.Exists(keyPath))
            throw new StartupException($"The certificate's key {keyPath} (Https:CertificateKeyPath) does not exist.");
        DateTime keyWritten = File.GetLastWriteTimeUtc(keyPath);
        return keyWritten > written ? keyWritten : written;
    }

    private void Check(X509Certificate2 certificate)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (certificate.NotAfter.ToUniversalTime() < now)
            throw new StartupException($"The certificate {path} ran out on {certificate.NotAfter:yyyy-MM-dd}.");
        if (certificate.NotBefore.ToUniversalTime() > now)
            throw new StartupException($"The certificate {path} is not good before {certificate.NotBefore:yyyy-MM-dd}.");
        X509EnhancedKeyUsageExtension? usage = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (usage is not null && usage.EnhancedKeyUsages[ServerAuthentication] is null)
            throw new StartupException($"The certificate {path} is not meant for servers: its extended key usage lacks serverAuth.");
    }
}
