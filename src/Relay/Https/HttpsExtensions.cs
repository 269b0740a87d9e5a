using System.Security.Authentication;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>Puts HTTPS in place beside <c>--urls</c>.</summary>
internal static class HttpsExtensions
{
    /// <summary>Sets the addresses to listen on, and gives Kestrel its certificate.</summary>
    /// <remarks>An endpoint of Kestrel's own API would push <c>--urls</c> aside; an address among the others does not.</remarks>
    /// <param name="builder">The server being built.</param>
    /// <param name="defaultUrl">Address of plain HTTP where none is given.</param>
    /// <exception cref="StartupException">A value of the section <c>Https</c> cannot be read; ranges are checked with all other settings.</exception>
    public static void AddHttps(this WebApplicationBuilder builder, string defaultUrl)
    {
        HttpsOptions options = Read(builder.Configuration);
        IReadOnlyList<string> addresses = ListenAddresses.Join(ListenAddresses.Given(builder.Configuration) ?? defaultUrl, options);
        builder.WebHost.UseUrls([.. addresses]);
        builder.Services.AddSingleton<ServerAddresses>().AddSingleton<CertificateSource>();
        if (!addresses.Any(ListenAddresses.IsHttps))
            return;
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CertificateSource>());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            var certificates = kestrel.ApplicationServices.GetRequiredService<CertificateSource>();
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ServerCertificateSelector = (_, _) => certificates.Current.TargetCertificate;
            // The selector alone would send the certificate without those that vouch for it.
            https.OnAuthenticate = (_, tls) =>
            {
                tls.ServerCertificateSelectionCallback = null;
                tls.ServerCertificateContext = certificates.Current;
            };
        }));
    }

    private static HttpsOptions Read(ConfigurationManager configuration)
    {
        try
        {
            return configuration.GetSection(HttpsOptions.SectionName).Get<HttpsOptions>() ?? new HttpsOptions();
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the setting and its value.
            throw new StartupException(e.Message, e);
        }
    }
}
