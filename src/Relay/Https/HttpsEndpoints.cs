using System.Reflection;
using QRCoder;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Https;

/// <summary>How a phone gets here: the server's addresses, QR codes, the authority's certificate.</summary>
internal static class HttpsEndpoints
{
    /// <summary>Where the local authority's certificate is offered.</summary>
    public const string AuthorityPath = "/https/authority.crt";

    /// <summary>Longest path that a QR code is made for, characters: more makes a code that phones cannot read from a screen.</summary>
    private const int MaxPathLength = 512;

    /// <summary>Pixels of one module: the SVG scales, this is its natural size.</summary>
    private const int PixelsPerModule = 8;

    /// <summary>Maps the endpoints.</summary>
    public static void MapHttps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/server", Info).WithSummary("What this server is and where it can be reached").Produces<ServerInfo>();
        routes.MapGet("/api/qr.svg", Qr).WithSummary("QR code of the address that a phone should open for a path")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet(AuthorityPath, Authority).WithSummary("The local authority's certificate, to be trusted by a phone; never its key")
            .Produces(StatusCodes.Status200OK, contentType: "application/x-x509-ca-cert").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Info(ServerAddresses addresses, CertificateSource certificates, ModelCatalog models)
    {
        IReadOnlyList<string> https = addresses.Reachable(https: true);
        DetectorPool main = models.Main;
        var info = new ServerInfo(
            "RealtimeDetect", Version, main.Model.Name, main.ExecutionProvider, main.ExecutionProvider != "CPU",
            new HttpsInfo(
                https.Count > 0, https.Count > 0 ? new Uri(https[0]).Port : 0, https,
                certificates.Authority is null ? null : AuthorityPath, certificates.Authority?.Fingerprint),
            new HttpInfo(addresses.Reachable(https: false), addresses.HttpIsLoopbackOnly));
        return Results.Json(info, RelayJson.Default.ServerInfo);
    }

    private static IResult Qr(ServerAddresses addresses, string path)
    {
        bool isLocal = path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal);
        if (!isLocal || path.Length > MaxPathLength)
            return Problems.Of(StatusCodes.Status400BadRequest, $"path starts with one / and has at most {MaxPathLength} characters.");
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(addresses.ForPhone(path), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return Results.Text(svg.GetGraphic(PixelsPerModule), "image/svg+xml");
    }

    private static IResult Authority(CertificateSource certificates) => certificates.Authority is { } authority
        ? Results.File(authority.PublicBytes, "application/x-x509-ca-cert", "realtimedetect-authority.crt")
        : Problems.Of(StatusCodes.Status404NotFound, "This server has no certificate authority of its own; start it with --https.");

    private static string Version { get; } =
        typeof(HttpsEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
