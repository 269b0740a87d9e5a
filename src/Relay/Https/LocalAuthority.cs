using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>A certificate authority of this machine's own: a phone that trusts it trusts this server.</summary>
/// <remarks>
/// ECDSA on P-256. Kept as PEM, certificate and key in one file that only its owner may read. <b>Threading:</b> one caller at a
/// time. <b>Errors:</b> a damaged file is a <see cref="StartupException"/>: it is never replaced silently, since phones trust it.
/// </remarks>
internal sealed class LocalAuthority : IDisposable
{
    /// <summary>Phones are led through trusting it once; ten years spare them the next time.</summary>
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);

    /// <summary>Longest that Apple's platforms accept of a server certificate is 398 days.</summary>
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(397);

    /// <summary>Clocks of phones are minutes apart from the server's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>Random bytes of a serial number; the standard allows 20.</summary>
    private const int SerialBytes = 16;

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    private LocalAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        _certificate = certificate;
        _time = time;
    }

    /// <summary>The authority's certificate without its key, DER.</summary>
    public byte[] PublicBytes => _certificate.RawData;

    /// <summary>The same as PEM.</summary>
    public string PublicPem => _certificate.ExportCertificatePem();

    /// <summary>SHA-256 of the certificate, as devices show it: pairs of hexadecimal digits with colons.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(_certificate.RawData)).Chunk(2)
        .Select(pair => new string(pair)).Aggregate((left, right) => $"{left}:{right}");

    /// <summary>When it runs out.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>Loads the authority.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StartupException">The file holds no authority that can be used.</exception>
    public static LocalAuthority Load(string path, TimeProvider time)
    {
        string pem = File.ReadAllText(path);
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem, pem);
            using ECDsa? key = certificate.GetECDsaPrivateKey();
            if (key is not null && certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority))
                return new LocalAuthority(certificate, time);
            certificate.Dispose();
            throw Damaged(path, "it is no ECDSA certificate authority", null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Damaged(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Makes an authority: its certificate and its key, PEM.</summary>
    public static string CreatePem(TimeProvider time)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=RealtimeDetect local authority ({Dns.GetHostName()})", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset start = time.GetUtcNow() - ClockTolerance;
        using X509Certificate2 certificate = request.CreateSelfSigned(start, start + AuthorityLifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>Whether it issued a certificate; how long that one is good is not asked.</summary>
    public bool HasIssued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    /// <summary>Issues a server certificate.</summary>
    /// <param name="names">Host names and IP addresses it is for.</param>
    /// <returns>The certificate with its key. The caller disposes it.</returns>
    public X509Certificate2 Issue(IReadOnlyCollection<string> names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=RealtimeDetect", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        // Within the authority's own time, also where the clock was set back since it was made.
        DateTimeOffset start = Later(_time.GetUtcNow() - ClockTolerance, _certificate.NotBefore);
        DateTimeOffset end = start + ServerLifetime < NotAfter ? start + ServerLifetime : NotAfter;
        using X509Certificate2 issued = request.Create(_certificate, start, end, RandomNumberGenerator.GetBytes(SerialBytes));
        return issued.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static X509Extension AlternativeNames(IReadOnlyCollection<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (Uri.CheckHostName(name) is UriHostNameType.IPv4 or UriHostNameType.IPv6)
                builder.AddIpAddress(IPAddress.Parse(name));
            else
                builder.AddDnsName(name);
        }
        return builder.Build();
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static StartupException Damaged(string path, string reason, Exception? inner)
    {
        string message = $"The certificate authority in {path} is damaged: {reason}. Restore the file, or delete it: a new one is made, "
            + "which every phone must be told to trust again.";
        return inner is null ? new StartupException(message) : new StartupException(message, inner);
    }
}
