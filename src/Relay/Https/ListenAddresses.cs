using System.Net;

namespace RealtimeDetect.Relay.Https;

/// <summary>Which addresses to listen on: those of <c>--urls</c>, and the HTTPS one beside them.</summary>
internal static class ListenAddresses
{
    /// <summary>Joins the addresses.</summary>
    /// <param name="urls">From <c>--urls</c>, ';' between them.</param>
    /// <param name="https">The settings.</param>
    /// <returns>All addresses; an HTTPS one in <paramref name="urls"/> stands in for the one of the settings.</returns>
    public static IReadOnlyList<string> Join(string urls, HttpsOptions https)
    {
        string[] given = Split(urls);
        if (!https.Enabled || given.Any(IsHttps))
            return given;
        string host = IPAddress.TryParse(https.BindAddress, out IPAddress? address) && address.GetAddressBytes().Length > 4
            ? $"[{address}]"
            : https.BindAddress;
        return [.. given, $"https://{host}:{https.Port}"];
    }

    /// <summary>Whether any of the addresses of <c>--urls</c> speaks HTTPS.</summary>
    public static bool HasHttps(string? urls) => urls is not null && Split(urls).Any(IsHttps);

    /// <summary>Whether an address speaks HTTPS.</summary>
    public static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address is for this machine only.</summary>
    public static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
