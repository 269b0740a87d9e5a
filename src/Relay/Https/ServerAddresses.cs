using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RealtimeDetect.Relay.Https;

/// <summary>The addresses by which the running server can be reached, and the one that a phone should open.</summary>
/// <remarks><b>Threading:</b> any thread; empty until the server listens.</remarks>
internal sealed class ServerAddresses(IServer server)
{
    /// <summary>What the server listens on.</summary>
    public IReadOnlyCollection<string> Bound => [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>Whether all plain HTTP is for this machine only.</summary>
    public bool HttpIsLoopbackOnly => Bound.Where(url => !ListenAddresses.IsHttps(url)).All(ListenAddresses.IsLoopback);

    /// <summary>Whether a page that a phone can open may use its camera: HTTPS is open to the network.</summary>
    public bool PhoneMayUseCamera => Bound.Any(url => ListenAddresses.IsHttps(url) && !ListenAddresses.IsLoopback(url));

    /// <summary>Addresses to open in a browser: wildcards become this machine's own addresses.</summary>
    public IReadOnlyList<string> Reachable(bool https) =>
        [.. Bound.Where(url => ListenAddresses.IsHttps(url) == https).SelectMany(Expand).Distinct()];

    /// <summary>The address that a phone should open for a path: HTTPS on the network where there is one.</summary>
    public string ForPhone(string path)
    {
        string[] all = [.. Reachable(https: true), .. Reachable(https: false)];
        string best = all.FirstOrDefault(url => !ListenAddresses.IsLoopback(url)) ?? all.FirstOrDefault() ?? "http://localhost";
        return best + path;
    }

    private static IEnumerable<string> Expand(string url)
    {
        var address = BindingAddress.Parse(url);
        string host = address.Host.Trim('[', ']');
        bool isAny = host is "*" or "+" || (IPAddress.TryParse(host, out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        if (address.IsUnixPipe)
            return [];
        if (!isAny)
            return [$"{address.Scheme}://{address.Host}:{address.Port}"];
        IEnumerable<string> own = MachineNames.Addresses()
            .Select(ip => ip.GetAddressBytes().Length > 4 ? $"[{ip}]" : ip.ToString());
        return own.Append("localhost").Select(name => $"{address.Scheme}://{name}:{address.Port}");
    }
}
