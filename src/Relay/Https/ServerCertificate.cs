using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>Loads the operator's certificate, or keeps the one that the local authority issued and says when it is to be renewed.</summary>
/// <remarks><b>Errors:</b> an operator's certificate that cannot be used is a <see cref="StartupException"/> naming file and reason.</remarks>
internal static class ServerCertificate
{
    /// <summary>Renewed this long before it runs out: a server that is started once a month never serves an expired one.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>Loads the operator's certificate with its key.</summary>
    public static X509Certificate2 LoadOperators(HttpsOptions options, TimeProvider time)
    {
        string path = options.CertificatePath!;
        if (!File.Exists(path))
            throw new StartupException($"The certificate {path} (Https:CertificatePath) does not exist.");
        try
        {
            X509Certificate2 certificate = Load(path, options);
            if (certificate.NotAfter < time.GetUtcNow().LocalDateTime)
                throw new StartupException($"The certificate {path} ran out on {certificate.NotAfter:yyyy-MM-dd}.");
            return certificate.HasPrivateKey
                ? certificate
                : throw new StartupException($"The certificate {path} has no private key; name its file with Https:CertificateKeyPath.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The certificate {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The issued certificate kept in a file, if it is still good for these names.</summary>
    /// <returns>The certificate with its key; null if a new one is to be issued.</returns>
    public static X509Certificate2? TryLoadIssued(string path, IReadOnlyCollection<string> names, LocalAuthority authority, TimeProvider time)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            string pem = File.ReadAllText(path);
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem, pem);
            if (!NeedsRenewal(certificate, names, time) && IsIssuedBy(certificate, authority))
                return certificate;
            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            // A damaged server certificate costs nobody anything: phones trust its authority, which issues another.
            return null;
        }
    }

    /// <summary>Whether it runs out soon, or a name is missing.</summary>
    public static bool NeedsRenewal(X509Certificate2 certificate, IReadOnlyCollection<string> names, TimeProvider time)
    {
        if (certificate.NotAfter - RenewBefore < time.GetUtcNow().LocalDateTime)
            return true;
        return names.Any(name => !certificate.MatchesHostname(name));
    }

    /// <summary>Keeps an issued certificate and its key, for its owner alone.</summary>
    public static void Save(string path, X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        PrivateFile.Write(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, LocalAuthority authority)
    {
        using X509Certificate2 issuer = X509CertificateLoader.LoadCertificate(authority.PublicBytes);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Load(string path, HttpsOptions options)
    {
        if (!File.ReadAllText(path).Contains("-----BEGIN", StringComparison.Ordinal))
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
        return string.IsNullOrEmpty(options.CertificatePassword)
            ? X509Certificate2.CreateFromPemFile(path, options.CertificateKeyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, options.CertificatePassword, options.CertificateKeyPath);
    }
}
