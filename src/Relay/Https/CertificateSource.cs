using System.Net.Security;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>The certificate that Kestrel serves; looked after once an hour, since a laptop changes networks and time passes.</summary>
/// <remarks><b>Threading:</b> <see cref="Current"/> from any thread. <b>Ownership:</b> a certificate replaced while connections use it is left to the collector.</remarks>
internal sealed partial class CertificateSource(
    IOptions<HttpsOptions> options, IConfiguration configuration, TimeProvider time, ILogger<CertificateSource> logger) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromHours(1);

    private ICertificateSupply? _supply;
    private SslStreamCertificateContext? _current;

    /// <summary>The certificate to serve now, with the intermediate ones that browsers need beside it.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PrepareOnce"/> was not called.</exception>
    public SslStreamCertificateContext Current =>
        Volatile.Read(ref _current) ?? throw new InvalidOperationException("No certificate was prepared.");

    /// <summary>The local authority; null where the operator brought a certificate, or HTTPS is off.</summary>
    public LocalAuthority? Authority => _supply?.Authority;

    /// <summary>Loads or makes authority and certificate, before the server listens; further calls, and a server without HTTPS, do nothing.</summary>
    /// <exception cref="StartupException">There is no certificate to serve; the message says why.</exception>
    public void PrepareOnce()
    {
        if (_supply is not null || !IsWanted)
            return;
        ICertificateSupply supply = SupplyFor(options.Value);
        Volatile.Write(ref _current, supply.Next());
        _supply = supply;
    }

    /// <summary>Takes a new certificate where there is one; where that fails, the one in use stays.</summary>
    public void Refresh()
    {
        try
        {
            if (_supply?.Next() is { } next)
                Volatile.Write(ref _current, next);
        }
        catch (StartupException e)
        {
            Log.RefreshFailed(logger, e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Refresh();
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private bool IsWanted => options.Value.Enabled || ListenAddresses.HasHttps(configuration["urls"]);

    private ICertificateSupply SupplyFor(HttpsOptions https) => string.IsNullOrEmpty(https.CertificatePath)
        ? new IssuedCertificates(https.Directory is { Length: > 0 } folder ? folder : DefaultFolder, () => MachineNames.All(https.Names), time, logger)
        : new OperatorCertificate(https.CertificatePath, https.CertificateKeyPath, https.CertificatePassword, time);

    // $XDG_DATA_HOME, or ~/.local/share.
    private static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "realtimedetect", "https");
}
