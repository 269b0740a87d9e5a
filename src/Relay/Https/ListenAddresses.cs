using System.Net;

namespace RealtimeDetect.Relay.Https;

/// <summary>Which addresses to listen on: those of <c>--urls</c>, and the HTTPS one beside them.</summary>
internal static class ListenAddresses
{
    /// <summary>The addresses that were given in one of ASP.NET Core's ways; null if none was.</summary>
    /// <param name="configuration">Holds <c>urls</c>, or <c>http_ports</c> and <c>https_ports</c> as container images set them.</param>
    public static string? Given(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls;
        string[] ports = [.. OnAnyAddress("http", configuration["http_ports"]), .. OnAnyAddress("https", configuration["https_ports"])];
        return ports.Length > 0 ? string.Join(';', ports) : null;
    }

    /// <summary>Joins the addresses.</summary>
    /// <param name="urls">From <c>--urls</c>, ';' between them.</param>
    /// <param name="https">The settings.</param>
    /// <returns>All addresses; an HTTPS one in <paramref name="urls"/> stands in for the one of the settings.</returns>
    public static IReadOnlyList<string> Join(string urls, HttpsOptions https)
    {
        string[] given = Split(urls);
        if (!https.Enabled || given.Any(IsHttps))
            return given;
        string bind = https.BindAddress.Trim('[', ']');
        string host = Uri.CheckHostName(bind) == UriHostNameType.IPv6 ? $"[{bind}]" : bind;
        return [.. given, $"https://{host}:{https.Port}"];
    }

    /// <summary>Whether any of the addresses of <c>--urls</c> speaks HTTPS.</summary>
    public static bool HasHttps(string? urls) => urls is not null && Split(urls).Any(IsHttps);

    /// <summary>Whether an address speaks HTTPS.</summary>
    public static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address is for this machine only.</summary>
    public static bool IsLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        string host = address.Host.Trim('[', ']');
        return address.IsUnixPipe
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }

    private static IEnumerable<string> OnAnyAddress(string scheme, string? ports) => Split(ports ?? "").Select(port => $"{scheme}://*:{port}");

    private static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
