using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RealtimeDetect.Relay.Https;

/// <summary>The names and addresses by which this machine can be reached.</summary>
internal static class MachineNames
{
    /// <summary>Names and addresses for a certificate: this machine's, loopback's and the configured ones, sorted.</summary>
    public static IReadOnlyList<string> All(IEnumerable<string> configured)
    {
        string host = Dns.GetHostName();
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", host, $"{host}.local", "127.0.0.1", "::1" };
        names.UnionWith(Addresses().Select(address => address.ToString()));
        names.UnionWith(configured);
        return [.. names.Where(IsUsable)];
    }

    /// <summary>The addresses of the network interfaces that are up, loopback left out; IPv4 first.</summary>
    public static IEnumerable<IPAddress> Addresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        from unicast in network.GetIPProperties().UnicastAddresses
        let address = unicast.Address
        where !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address)
        orderby address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1
        select address;

    // A certificate's name field takes what is an address or a DNS name; a host name may be neither.
    private static bool IsUsable(string name) =>
        IPAddress.TryParse(name, out _) || Uri.CheckHostName(name) == UriHostNameType.Dns;
}
