using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>One stream's recordings over HTTP, as a user's own script would ask for them.</summary>
internal sealed class RecordingClient(Uri server, string token) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = 3 * Budget.LongWait };

    /// <summary>Makes a request below <c>/api/streams/{token}</c>.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/streams/{token}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Makes a request that must succeed.</summary>
    public async Task<JsonElement> DoAsync(HttpMethod method, string path, object? body = null)
    {
        (int status, JsonElement answer) = await SendAsync(method, path, body);
        Assert.True(status is 200 or 201 or 204, $"{method} {path}: {status} {answer}");
        return answer;
    }

    /// <summary>The recordings, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string query = "") =>
        [.. (await DoAsync(HttpMethod.Get, $"recordings{query}")).GetProperty("recordings").EnumerateArray()];

    /// <summary>What is recorded now.</summary>
    public async Task<JsonElement> StatusAsync() => (await DoAsync(HttpMethod.Get, "recording")).GetProperty("recording");

    /// <summary>Returns the recordings once they are as awaited.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilAsync(Func<IReadOnlyList<JsonElement>, bool> isSo, string what, string query = "")
    {
        using var limit = new CancellationTokenSource(6 * Budget.LongWait);
        while (true)
        {
            IReadOnlyList<JsonElement> all = await ListAsync(query);
            if (isSo(all))
                return all;
            Assert.False(limit.IsCancellationRequested, $"waited in vain for {what}; there are {string.Join('\n', all)}");
        }
    }

    /// <summary>Returns the newest recording once it has so many frames, written to the disk.</summary>
    public async Task<JsonElement> WrittenAsync(int frames) =>
        (await UntilAsync(all => all.Count > 0 && all[0].GetProperty("frames").GetInt32() >= frames, $"{frames} frames"))[0];

    /// <summary>Returns all recordings once there is one, and all are complete.</summary>
    public Task<IReadOnlyList<JsonElement>> CompleteAsync() => UntilAsync(
        all => all.Count > 0 && all.All(recording => recording.GetProperty("state").GetString() == "complete"), "the recordings' end");

    /// <summary>Saves the last seconds, once there are any.</summary>
    public async Task<JsonElement> SaveLastAsync()
    {
        using var limit = new CancellationTokenSource(6 * Budget.LongWait);
        while (true)
        {
            (int status, JsonElement answer) = await SendAsync(HttpMethod.Post, "recording/last");
            if (status == 201)
                return answer;
            Assert.False(limit.IsCancellationRequested, $"in vain: {answer}");
        }
    }

    /// <summary>Fetches a recording's file, or a range of it.</summary>
    public async Task<HttpResponseMessage> FetchAsync(JsonElement recording, string url = "video_url", RangeHeaderValue? range = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, recording.GetProperty(url).GetString() + query);
        request.Headers.Range = range;
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
