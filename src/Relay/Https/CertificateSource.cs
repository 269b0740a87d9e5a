using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.Https;

/// <summary>The certificate that Kestrel serves; looked after once an hour, since a laptop changes networks and time passes.</summary>
/// <remarks><b>Threading:</b> <see cref="Current"/> from any thread. <b>Ownership:</b> a certificate replaced while connections use it is left to the collector.</remarks>
internal sealed partial class CertificateSource(
    IOptions<HttpsOptions> options, IConfiguration configuration, TimeProvider time, ILogger<CertificateSource> logger) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromHours(1);

    private readonly HttpsOptions _options = options.Value;
    private X509Certificate2? _current;
    private LocalAuthority? _authority;

    /// <summary>The certificate to serve now.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PrepareOnce"/> was not called.</exception>
    public X509Certificate2 Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("No certificate was prepared.");

    /// <summary>The local authority; null where the operator brought a certificate, or HTTPS is off.</summary>
    public LocalAuthority? Authority => _authority;

    /// <summary>Loads or makes authority and certificate, before the server listens; further calls, and a server without HTTPS, do nothing.</summary>
    public void PrepareOnce()
    {
        if (_current is not null || !IsWanted)
            return;
        if (!string.IsNullOrEmpty(_options.CertificatePath))
        {
            Volatile.Write(ref _current, ServerCertificate.LoadOperators(_options, time));
            return;
        }
        string path = Path.Combine(Folder, "authority.pem");
        bool isNew = !File.Exists(path);
        _authority = LocalAuthority.LoadOrCreate(path, time);
        if (isNew)
            Log.AuthorityMade(logger, path, _authority.Fingerprint);
        Renew();
    }

    /// <summary>Issues a new certificate where the one in use runs out soon or lacks a name.</summary>
    public void Renew()
    {
        if (_authority is not { } authority)
            return;
        IReadOnlyList<string> names = MachineNames.All(_options.Names);
        if (_current is not null && !ServerCertificate.NeedsRenewal(_current, names, time))
            return;
        string path = Path.Combine(Folder, "server.pem");
        X509Certificate2? certificate = ServerCertificate.TryLoadIssued(path, names, authority, time);
        if (certificate is null)
        {
            certificate = authority.Issue(names);
            ServerCertificate.Save(path, certificate);
            Log.CertificateIssued(logger, string.Join(", ", names), certificate.NotAfter);
        }
        Volatile.Write(ref _current, certificate);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Renew();
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private bool IsWanted => _options.Enabled || ListenAddresses.HasHttps(configuration["urls"]);

    private string Folder => !string.IsNullOrEmpty(_options.Directory)
        ? _options.Directory
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "realtimedetect", "https");
}
