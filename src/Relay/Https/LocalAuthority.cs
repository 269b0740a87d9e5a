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

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    private LocalAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        _certificate = certificate;
        _time = time;
    }

    /// <summary>The authority's certificate without its key, DER.</summary>
    public byte[] PublicBytes => _certificate.RawData;

    /// <summary>SHA-256 of the certificate, as devices show it: pairs of hexadecimal digits with colons.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(_certificate.RawData)).Chunk(2)
        .Select(pair => new string(pair)).Aggregate((left, right) => $"{left}:{right}");

    /// <summary>When it runs out.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>Loads the authority, or makes it where there is none.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="time">The clock.</param>
    public static LocalAuthority LoadOrCreate(string path, TimeProvider time)
    {
        if (!File.Exists(path))
            PrivateFile.Write(path, CreatePem(time));
        PrivateFile.Tighten(path);
        string pem = File.ReadAllText(path);
        try
        {
            return new LocalAuthority(X509Certificate2.CreateFromPem(pem, pem), time);
        }
        catch (CryptographicException e)
        {
            throw new StartupException(
                $"The certificate authority in {path} is damaged ({e.Message}). Restore the file, or delete it: a new one is made, "
                + "which every phone must be told to trust again.", e);
        }
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
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset end = now + ServerLifetime < NotAfter ? now + ServerLifetime : NotAfter;
        using X509Certificate2 issued = request.Create(_certificate, now - ClockTolerance, end, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static string CreatePem(TimeProvider time)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=RealtimeDetect local authority ({Dns.GetHostName()})", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = time.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now - ClockTolerance, now + AuthorityLifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static X509Extension AlternativeNames(IReadOnlyCollection<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }
        return builder.Build();
    }
}
