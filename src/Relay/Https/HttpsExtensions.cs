namespace RealtimeDetect.Relay.Https;

/// <summary>Puts HTTPS in place beside <c>--urls</c>.</summary>
internal static class HttpsExtensions
{
    /// <summary>Sets the addresses to listen on, and gives Kestrel its certificate.</summary>
    /// <param name="builder">The server being built.</param>
    /// <param name="defaultUrl">Address of plain HTTP where none is given.</param>
    public static void AddHttps(this WebApplicationBuilder builder, string defaultUrl)
    {
        HttpsOptions options = builder.Configuration.GetSection(HttpsOptions.SectionName).Get<HttpsOptions>() ?? new();
        string given = builder.Configuration["urls"] is { Length: > 0 } urls ? urls : defaultUrl;
        IReadOnlyList<string> addresses = ListenAddresses.Join(given, options);
        builder.WebHost.UseUrls([.. addresses]);
        builder.Services.AddSingleton<ServerAddresses>().AddSingleton<CertificateSource>();
        if (!addresses.Any(ListenAddresses.IsHttps))
            return;
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CertificateSource>());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            var certificates = kestrel.ApplicationServices.GetRequiredService<CertificateSource>();
            https.ServerCertificateSelector = (_, _) => certificates.Current;
        }));
    }
}
