using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RealtimeDetect.Load;

/// <summary>The real server as a process of its own.</summary>
/// <remarks><b>Ownership:</b> disposing kills it.</remarks>
internal sealed class RelayProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private RelayProcess(Process process, int port)
    {
        _process = process;
        Host = $"127.0.0.1:{port}";
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>What it has printed.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use, MB.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts the server with its controller held at an inference size, and waits until it is ready.</summary>
    /// <param name="options">Model and inference size.</param>
    /// <param name="targetFps">Frames a second that cameras are asked for.</param>
    /// <param name="launch">How else it is started; null for as usual.</param>
    public static async Task<RelayProcess> StartAsync(LoadOptions options, int targetFps, RelayLaunch? launch = null)
    {
        launch ??= new RelayLaunch();
        int port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(launch.Assembly ?? typeof(Relay.RelayApplication).Assembly.Location);
        foreach (string argument in Arguments(options, targetFps, port).Concat(launch.Arguments))
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in launch.Environment)
            start.Environment[name] = value;
        if (launch.ProbeFile is { } probe)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(RelayProcess).Assembly.Location;
            start.Environment[StartupHook.FileVariable] = probe;
        }
        Process process = Process.Start(start)!;
        if (launch.Cores is { } cores)
            ProcessorAffinity.Set(process, 0, cores);
        var relay = new RelayProcess(process, port);
        process.OutputDataReceived += (_, line) => relay._lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        await relay.WaitUntilReadyAsync();
        return relay;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static IEnumerable<string> Arguments(LoadOptions options, int targetFps, int port)
    {
        yield return "--offline";
        yield return "--urls";
        yield return $"http://127.0.0.1:{port}";
        yield return "--Control:Enabled=false";
        yield return $"--Control:StartInferenceSize={options.InferenceSize}";
        yield return $"--Control:StartFps={targetFps}";
        // Every frame counted is one that went through the network, except where carrying itself is measured.
        if (options.Scenario != CarryScenario.Name)
            yield return "--Tracking:Mode=Off";
        if (options.Model is not { } model)
            yield break;
        yield return "--model";
        yield return Path.GetFullPath(model);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < StartTimeout && !_process.HasExited)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://{Host}/healthz/ready"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        throw new InvalidOperationException("The server did not become ready within a minute.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
