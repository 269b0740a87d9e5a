using System.Globalization;
using System.Text;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>An HTTP answer without an end, read line by line or part by part within the tests' budget.</summary>
internal sealed class EndlessAnswer : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly BufferedStream _body;

    private EndlessAnswer(HttpClient http, HttpResponseMessage response, Stream body)
    {
        _http = http;
        _response = response;
        _body = new BufferedStream(body);
    }

    /// <summary>The status code.</summary>
    public int Status => (int)_response.StatusCode;

    /// <summary>The headers of the body.</summary>
    public string? ContentType => _response.Content.Headers.ContentType?.ToString();

    /// <summary>A header of the answer, or null.</summary>
    public string? Header(string name) => _response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    /// <summary>Makes a GET request and returns when its headers came.</summary>
    public static async Task<EndlessAnswer> GetAsync(RelayHost host, string path, string? accept = null)
    {
        var http = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WithinAsync(path);
        return new EndlessAnswer(http, response, await response.Content.ReadAsStreamAsync().WithinAsync(path));
    }

    /// <summary>Reads a line, without its end.</summary>
    public async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (true)
        {
            Assert.Equal(1, await _body.ReadAsync(one).AsTask().WithinAsync(Budget.LongWait, "a line"));
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }

    /// <summary>Reads lines until one fits.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits)
    {
        while (true)
        {
            string line = await LineAsync();
            if (fits(line))
                return line;
        }
    }

    /// <summary>Reads the next part of a multipart body: boundary, headers, and as many bytes as they say.</summary>
    public async Task<byte[]> PartAsync()
    {
        Assert.Equal("--frame", await LineAsync(line => line.Length > 0));
        Assert.Equal("Content-Type: image/jpeg", await LineAsync());
        string length = await LineAsync();
        Assert.StartsWith("Content-Length: ", length, StringComparison.Ordinal);
        await LineAsync(line => line.Length == 0);
        byte[] part = new byte[int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture)];
        await _body.ReadExactlyAsync(part).AsTask().WithinAsync(Budget.LongWait, "a part");
        return part;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _body.DisposeAsync();
        _response.Dispose();
        _http.Dispose();
    }
}
