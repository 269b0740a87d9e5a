using System.Reflection;
using System.Text;
using Microsoft.Extensions.Options;
using QRCoder;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Uplink;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Https;

/// <summary>How a phone gets here: the server's addresses, QR codes, the authority's certificate.</summary>
internal static class HttpsEndpoints
{
    /// <summary>Where the local authority's certificate is offered.</summary>
    public const string AuthorityPath = "/https/authority.crt";

    private const string AuthorityPemPath = "/https/authority.pem";

    // What iOS and Android open with their installers of certificates.
    private const string CertificateType = "application/x-x509-ca-cert";
    private const string PemType = "application/x-pem-file";

    /// <summary>A QR code may be shown again for this long without asking: addresses change when a laptop moves.</summary>
    private const string QrCaching = "private, max-age=60";

    /// <summary>Pixels of one module: the SVG scales, this is its natural size.</summary>
    private const int PixelsPerModule = 8;

    /// <summary>Maps the endpoints.</summary>
    public static void MapHttps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/server", Info).WithSummary("What this server is and where it can be reached").Produces<ServerInfo>();
        routes.MapGet("/api/qr.svg", Qr).WithSummary("QR code of the address that a phone should open for a path")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet(AuthorityPath, Authority).WithSummary("The local authority's certificate, to be trusted by a phone; never its key")
            .Produces(StatusCodes.Status200OK, contentType: CertificateType).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(AuthorityPemPath, AuthorityPem).WithSummary("The same as PEM, as curl and Linux take it")
            .Produces(StatusCodes.Status200OK, contentType: PemType).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Info(
        HttpContext context, ServerAddresses addresses, CertificateSource certificates, ModelCatalog models, IOptions<ViewerOptions> viewers,
        UplinkSupport uplink)
    {
        context.Response.Headers.CacheControl = "no-cache";
        IReadOnlyList<string> https = addresses.Reachable(https: true);
        DetectorPool main = models.Main;
        var info = new ServerInfo(
            "RealtimeDetect", Version, main.Model.Name, main.ExecutionProvider, main.ExecutionProvider != "CPU", viewers.Value.MaxFrameAgeMs,
            await uplink.AskAsync(),
            new HttpsInfo(
                https.Count > 0, https.Count > 0 ? new Uri(https[0]).Port : 0, https,
                certificates.Authority is null ? null : AuthorityPath, certificates.Authority?.Fingerprint),
            new HttpInfo(addresses.Reachable(https: false), addresses.HttpIsLoopbackOnly));
        return Results.Json(info, RelayJson.Default.ServerInfo);
    }

    private static IResult Qr(HttpContext context, ServerAddresses addresses, string? path)
    {
        if (!PhonePath.TryParse(path, out string local))
            return Problems.Of(StatusCodes.Status400BadRequest, $"path starts with one / and has at most {PhonePath.MaxLength} characters.");
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(addresses.ForPhone(local), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        context.Response.Headers.CacheControl = QrCaching;
        return Results.Text(svg.GetGraphic(PixelsPerModule), "image/svg+xml");
    }

    private static IResult Authority(CertificateSource certificates) => certificates.Authority is { } authority
        ? Results.File(authority.PublicBytes, CertificateType, "realtimedetect-authority.crt")
        : NoAuthority();

    private static IResult AuthorityPem(CertificateSource certificates) => certificates.Authority is { } authority
        ? Results.File(Encoding.ASCII.GetBytes(authority.PublicPem), PemType, "realtimedetect-authority.pem")
        : NoAuthority();

    private static IResult NoAuthority() => Problems.Of(
        StatusCodes.Status404NotFound, "This server has no certificate authority of its own: HTTPS is off, or its operator brought a certificate.");

    private static string Version { get; } =
        typeof(HttpsEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
