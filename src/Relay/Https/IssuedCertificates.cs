using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>Server certificates of the local authority: kept in a file, issued anew when a name is missing or time runs out.</summary>
/// <param name="folder">Where authority and certificate are kept.</param>
/// <param name="names">The names and addresses that a certificate must have now.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of what was made.</param>
internal sealed partial class IssuedCertificates(string folder, Func<IReadOnlyList<string>> names, TimeProvider time, ILogger logger)
    : ICertificateSupply
{
    /// <summary>Renewed this long before it runs out: a server that is started once a month never serves an expired one.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly string _authorityPath = Path.Combine(folder, "authority.pem");
    private readonly string _serverPath = Path.Combine(folder, "server.pem");
    private X509Certificate2? _current;

    /// <inheritdoc/>
    public LocalAuthority? Authority { get; private set; }

    /// <inheritdoc/>
    public SslStreamCertificateContext? Next()
    {
        try
        {
            LocalAuthority authority = Authority = UsableAuthority();
            IReadOnlyList<string> wanted = names();
            if (_current is not null && IsGood(_current, wanted, authority))
                return null;
            _current = TryLoad(wanted, authority) ?? Issue(wanted, authority);
            return SslStreamCertificateContext.Create(_current, additionalCertificates: null, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The local certificate authority in {folder} (Https:Directory) cannot be read or written: {e.Message}", e);
        }
    }

    // One that has run out is of no use to any phone, but its file is kept: the clock may be wrong.
    private LocalAuthority UsableAuthority()
    {
        LocalAuthority authority = Authority ?? LoadOrCreate();
        if (authority.NotAfter - RenewBefore > time.GetUtcNow())
            return authority;
        string kept = Path.Combine(folder, $"authority-until-{authority.NotAfter:yyyy-MM-dd}.pem");
        File.Move(_authorityPath, kept, overwrite: true);
        Log.AuthorityReplaced(logger, authority.NotAfter, kept);
        return LoadOrCreate();
    }

    private LocalAuthority LoadOrCreate()
    {
        bool isMade = !File.Exists(_authorityPath) && PrivateFile.TryCreate(_authorityPath, LocalAuthority.CreatePem(time));
        if (PrivateFile.Tighten(_authorityPath))
            Log.RightsTightened(logger, _authorityPath);
        var authority = LocalAuthority.Load(_authorityPath, time);
        if (isMade)
            Log.AuthorityMade(logger, _authorityPath, authority.Fingerprint);
        return authority;
    }

    private X509Certificate2? TryLoad(IReadOnlyList<string> wanted, LocalAuthority authority)
    {
        if (!File.Exists(_serverPath))
            return null;
        try
        {
            string pem = File.ReadAllText(_serverPath);
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem, pem);
            return IsGood(certificate, wanted, authority) ? certificate : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // A damaged server certificate costs nobody anything: phones trust its authority, which issues another.
            return null;
        }
    }

    private X509Certificate2 Issue(IReadOnlyList<string> wanted, LocalAuthority authority)
    {
        X509Certificate2 certificate = authority.Issue(wanted);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        PrivateFile.Write(_serverPath, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        Log.CertificateIssued(logger, string.Join(", ", wanted), certificate.NotAfter);
        return certificate;
    }

    private bool IsGood(X509Certificate2 certificate, IReadOnlyList<string> wanted, LocalAuthority authority) =>
        certificate.NotAfter.ToUniversalTime() - RenewBefore > time.GetUtcNow().UtcDateTime
        && wanted.All(name => certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false))
        && authority.HasIssued(certificate);
}
