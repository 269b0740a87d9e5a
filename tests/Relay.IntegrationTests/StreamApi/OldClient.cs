using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeDetect.Relay.IntegrationTests.StreamApi;

/// <summary>A client of the older protocol, written from its description alone: REST for streams, JSON over sockets, frames in base64.</summary>
internal sealed class OldClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = Budget.LongWait };

    /// <summary><c>POST /api/streams</c>, any method or path alike.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage response = await _http.SendAsync(request).WithinAsync(Budget.LongWait, path);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Creates a stream and gives its id.</summary>
    public async Task<string> CreateAsync(object settings)
    {
        (int status, JsonElement body) = await SendAsync(HttpMethod.Post, "/api/streams", settings);
        Assert.Equal(201, status);
        return body.GetProperty("stream_id").GetString()!;
    }

    /// <summary>The ids of <c>GET /api/streams</c>.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        (int status, JsonElement body) = await SendAsync(HttpMethod.Get, "/api/streams");
        Assert.Equal(200, status);
        return [.. body.GetProperty("streams").EnumerateArray().Select(stream => stream.GetProperty("stream_id").GetString()!)];
    }

    /// <summary>Connects to <c>/ws/stream/{id}</c>.</summary>
    public Task<OldSocket> StreamAsync(string id) => OldSocket.ConnectAsync(server, $"/ws/stream/{id}");

    /// <summary>Connects to <c>/ws/viewer/{id}</c>.</summary>
    public Task<OldSocket> ViewerAsync(string id) => OldSocket.ConnectAsync(server, $"/ws/viewer/{id}");

    /// <summary>A frame message as the description has it.</summary>
    public static string Frame(string id, byte[] jpeg, int number, double timestamp = 1234567890) => new JsonObject
    {
        ["type"] = "frame",
        ["data"] = new JsonObject
        {
            ["stream_id"] = id,
            ["timestamp"] = timestamp,
            ["frame"] = Convert.ToBase64String(jpeg),
            ["frame_number"] = number,
            ["quality"] = "medium",
        },
    }.ToJsonString();

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
