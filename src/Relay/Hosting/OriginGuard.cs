using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Refuses requests that a foreign web page makes through its visitor's browser.</summary>
/// <remarks>
/// A browser names the page's origin; programs send none and are accepted. <b>Errors:</b> 403, before any handshake.
/// </remarks>
internal sealed class OriginGuard(RequestDelegate next, IOptions<OriginOptions> options)
{
    private readonly HashSet<string> _allowed = new(options.Value.Allowed.Select(o => o.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Passes a request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count == 0 || IsAccepted(context.Request))
            return next(context);
        return Problems.Of(
            StatusCodes.Status403Forbidden,
            "The Origin of this request is neither the server's own nor listed (Origins:Allowed).").ExecuteAsync(context);
    }

    private bool IsAccepted(HttpRequest request)
    {
        if (request.Headers.Origin is not [{ } origin])
            return false;
        string own = $"{request.Scheme}://{request.Host.Value}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase) || _allowed.Contains(origin);
    }
}
