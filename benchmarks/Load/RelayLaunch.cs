namespace RealtimeDetect.Load;

/// <summary>How the server is started, where not as usual.</summary>
internal sealed record RelayLaunch
{
    /// <summary>Further command-line arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The server's assembly; null for the one that was built with this program.</summary>
    public string? Assembly { get; init; }

    /// <summary>Where the server is to write its runtime's counts; null for nowhere.</summary>
    public string? ProbeFile { get; init; }

    /// <summary>Keeps it on the first so many cores; null for all.</summary>
    public int? Cores { get; init; }

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
