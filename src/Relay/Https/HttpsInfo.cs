namespace RealtimeDetect.Relay.Https;

/// <summary>HTTPS as <c>GET /api/server</c> shows it.</summary>
/// <param name="Enabled">Whether it is served.</param>
/// <param name="Port">Its port; 0 where it is not.</param>
/// <param name="Urls">Addresses to open.</param>
/// <param name="Authority">Path of the local authority's certificate; null where there is none.</param>
/// <param name="AuthorityFingerprint">Its SHA-256, as devices show it.</param>
internal sealed record HttpsInfo(bool Enabled, int Port, IReadOnlyList<string> Urls, string? Authority, string? AuthorityFingerprint);
