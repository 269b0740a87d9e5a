namespace RealtimeDetect.Relay.Https;

/// <summary>The path of a page of this server, as a QR code may lead to it.</summary>
internal static class PhonePath
{
    /// <summary>Longest path that a QR code is made for, characters: more makes a code that phones cannot read from a screen.</summary>
    public const int MaxLength = 512;

    // Its own host only matters while parsing.
    private static readonly Uri AnyServer = new("http://server");

    /// <summary>Checks a path and writes it as a URL has it, so that it cannot lead to another host.</summary>
    public static bool TryParse(string? path, out string escaped)
    {
        escaped = "";
        if (path is not ['/', ..] || path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == '\\' || char.IsControl(c)))
            return false;
        if (path.Length > MaxLength || !Uri.TryCreate(AnyServer, path, out Uri? url) || url.Host != AnyServer.Host)
            return false;
        escaped = url.PathAndQuery + url.Fragment;
        return escaped.Length <= MaxLength;
    }
}
