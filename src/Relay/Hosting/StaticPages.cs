using Microsoft.Extensions.FileProviders;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>The browser pages and what they load, from the folder <c>static</c> beside the program.</summary>
internal static class StaticPages
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "static");

    /// <summary>Serves scripts, styles and pictures.</summary>
    public static IApplicationBuilder UsePageFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new PhysicalFileProvider(Root),
        // Revalidated each time: a page of an older version must not meet a server of a newer one.
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
    });

    /// <summary>Maps the pages.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        MapPage(routes, "/", "index.html");
        MapPage(routes, "/wall", "wall.html");
        MapPage(routes, "/help/phone", "phone.html");
        MapStreamPage(routes, "/camera/{token}", "camera.html");
        MapStreamPage(routes, "/view/{token}", "viewer.html");
        MapStreamPage(routes, "/controller/{token}", "controller.html");
        MapStreamPage(routes, "/recordings/{token}", "recordings.html");
    }

    private static void MapPage(IEndpointRouteBuilder routes, string pattern, string file) =>
        routes.MapMethods(pattern, ReadMethods, () => Page(file)).ExcludeFromDescription();

    private static void MapStreamPage(IEndpointRouteBuilder routes, string pattern, string file) =>
        routes.MapMethods(pattern, ReadMethods, (string token) =>
            StreamToken.TryParse(token, out _) ? Page(file) : Problems.MalformedToken()).ExcludeFromDescription();

    private static IResult Page(string file) => Results.File(Path.Combine(Root, file), "text/html; charset=utf-8");
}
