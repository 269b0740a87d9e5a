using System.Net.Security;

namespace RealtimeDetect.Relay.Https;

/// <summary>Where the server's certificate comes from: the operator's files, or the local authority.</summary>
/// <remarks><b>Threading:</b> one caller at a time.</remarks>
internal interface ICertificateSupply
{
    /// <summary>The local authority; null where the operator brought the certificate.</summary>
    LocalAuthority? Authority { get; }

    /// <summary>The certificate to serve from now on; null if the one given last is still good. The first call gives one.</summary>
    /// <exception cref="Hosting.StartupException">There is none that can be served; the message says why.</exception>
    SslStreamCertificateContext? Next();
}
