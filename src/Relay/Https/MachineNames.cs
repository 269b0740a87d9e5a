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
        // The name that the machine announces itself by on its own network (mDNS) is its first label.
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", host, $"{host.Split('.')[0]}.local", "127.0.0.1", "::1" };
        names.UnionWith(Addresses().Select(address => address.ToString()));
        names.UnionWith(configured);
        return [.. names.Where(IsUsable)];
    }

    /// <summary>
    /// The addresses of the network interfaces that are up, loopback left out. Those of interfaces with a way out come first, since
    /// a phone shares that network and not the one of a container bridge; then IPv4 before IPv6.
    /// </summary>
    public static IEnumerable<IPAddress> Addresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        let properties = network.GetIPProperties()
        from unicast in properties.UnicastAddresses
        let address = unicast.Address
        where !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address)
        orderby properties.GatewayAddresses.Count == 0, address.AddressFamily != AddressFamily.InterNetwork
        select address;

    /// <summary>Whether a certificate's name field takes it: an IP address or a DNS name.</summary>
    public static bool IsUsable(string name) =>
        Uri.CheckHostName(name) is UriHostNameType.IPv4 or UriHostNameType.IPv6 or UriHostNameType.Dns;
}
