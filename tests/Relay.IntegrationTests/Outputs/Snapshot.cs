namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>The answer to a snapshot request.</summary>
internal sealed record Snapshot(int Status, string? MediaType, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? CacheControl => Header("Cache-Control");

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Snapshot> GetAsync(RelayHost host, string token, string query)
    {
        using var http = new HttpClient { BaseAddress = host.Address, Timeout = Budget.LongWait };
        using HttpResponseMessage response = await http.GetAsync($"/view/{token}/snapshot.jpg{query}").WithinAsync(Budget.LongWait, "snapshot");
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        // As sent: HttpClient would put the parts of Cache-Control in an order of its own.
        var headers = response.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Snapshot((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, headers);
    }
}
