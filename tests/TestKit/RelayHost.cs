using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.TestKit;

/// <summary>The real server in this process, on Kestrel and a port of its own, with the embedded model.</summary>
/// <remarks><b>Ownership:</b> whoever started it disposes it, which stops the server.</remarks>
public sealed class RelayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly DirectoryInfo _recordings;

    private RelayHost(WebApplication app, LogGuard log, DirectoryInfo recordings)
    {
        _app = app;
        _recordings = recordings;
        Log = log;
        Address = new Uri(app.Urls.First());
        _http = new HttpClient { BaseAddress = Address, Timeout = Budget.LongWait };
    }

    /// <summary>The server's HTTP address.</summary>
    public Uri Address { get; }

    /// <summary>Where it keeps recordings; deleted with it.</summary>
    public string RecordingsFolder => _recordings.FullName;

    /// <summary>What it logged.</summary>
    public LogGuard Log { get; }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="settings">Configuration over the tests' own.</param>
    /// <param name="time">Its clock; the system's if null.</param>
    /// <param name="detector">Takes the model's place, with one lane; null keeps the model.</param>
    public static async Task<RelayHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null, IDetector? detector = null)
    {
        var log = new LogGuard();
        DirectoryInfo recordings = Directory.CreateTempSubdirectory("realtimedetect-recordings-");
        var all = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Model:Offline"] = "true",
            ["Model:Directory"] = "no-models",
            ["Pipeline:Execution"] = "Cpu",
            ["Control:MaxInferenceSize"] = "320",
            ["Pipeline:WarmUpFrames"] = "1",
            // On a busy machine a frame is late and a program slow: what is lost for that is not what these tests are about.
            ["Viewers:MaxFrameAgeMs"] = "10000",
            ["H264:StallTimeout"] = "00:00:30",
            ["Uplink:StallTimeout"] = "00:00:30",
            ["Ingest:PingTimeout"] = "00:05:00",
            ["H264:QueueUnits"] = "120",
            ["Recording:MaxGap"] = "00:00:30",
            ["Outputs:PlaceholderInterval"] = "00:05:00",
            ["Recording:Directory"] = recordings.FullName,
            ["Recording:MinFreeBytes"] = "0",
        };
        foreach ((string key, string? value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        WebApplication app = await RelayApplication.BuildAsync(all, services => Override(services, log, time, detector));
        await app.StartAsync();
        await app.Services.GetRequiredService<Readiness>().WhenReady.WithinAsync(6 * Budget.LongWait, "the server's warm-up");
        return new RelayHost(app, log, recordings);
    }

    /// <summary>Connects a camera.</summary>
    public Task<TestCamera> CameraAsync(string token, string? session = null) => TestCamera.ConnectAsync(Address, token, session);

    /// <summary>Connects a viewer that the server knows of when this returns.</summary>
    public async Task<TestViewer> ViewerAsync(string token, int? receiveBufferBytes = null)
    {
        TestViewer viewer = await TestViewer.ConnectAsync(Address, token, receiveBufferBytes: receiveBufferBytes);
        await viewer.FenceAsync();
        return viewer;
    }

    /// <summary>Makes a GET request.</summary>
    /// <param name="path">Path and query, as they go over the wire.</param>
    /// <param name="origin">The <c>Origin</c> header, if any.</param>
    public async Task<HttpAnswer> GetAsync(string path, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using HttpResponseMessage response = await _http.SendAsync(request).WithinAsync(path);
        string body = await response.Content.ReadAsStringAsync().WithinAsync(path);
        return new HttpAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
    }

    /// <summary>Reads a stream's statistics.</summary>
    public async Task<JsonElement> StatsAsync(string token) => (await GetAsync($"/api/camera/{token}/stats")).Json;

    /// <summary>Returns once a stream has neither camera nor viewer: the server is done with their sockets.</summary>
    public async Task UnusedAsync(string token)
    {
        using var limit = new CancellationTokenSource(Budget.LongWait);
        while (await StatsAsync(token) is var stats
            && (stats.GetProperty("camera_connected").GetBoolean() || stats.GetProperty("viewer_count").GetInt32() > 0))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited {Budget.LongWait.TotalSeconds} s in vain for the end of all sockets: {stats}");
        }
    }

    /// <summary>Returns once the server no longer knows of a stream: what the clock has made due is done.</summary>
    public Task ForgottenAsync(string token) => Until.HoldsAsync(
        () => StreamToken.TryParse(token, out StreamToken stream) && Service<StreamRegistry>().Find(stream) is null, "the stream's end");

    /// <summary>One of the server's own services.</summary>
    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Begins to stop the server, as SIGTERM does.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync().WithinAsync(2 * Budget.LongWait, "the server's stop");
        await _app.DisposeAsync();
        _recordings.Delete(recursive: true);
        Log.ThrowIfErrors();
    }

    private static void Override(IServiceCollection services, LogGuard log, TimeProvider? time, IDetector? detector)
    {
        services.RemoveAll<ILoggerProvider>();
        services.AddSingleton<ILoggerProvider>(log);
        if (time is not null)
            services.AddSingleton(time);
        if (detector is null)
            return;
        services.AddSingleton(_ => new ModelCatalog(new DetectorPool([detector])));
        services.AddSingleton(new LanePlan(1, 1));
    }
}
