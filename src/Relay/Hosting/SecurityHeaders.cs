namespace RealtimeDetect.Relay.Hosting;

/// <summary>Headers that keep the pages to themselves: own scripts only, no framing, no sniffing, no token in a referrer.</summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; worker-src 'self'; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers to every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), screen-wake-lock=(self), fullscreen=(self)";
        return next(context);
    });
}
