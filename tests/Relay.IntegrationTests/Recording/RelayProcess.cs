using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>The real server as a process of its own, which can be killed as nothing inside this one can.</summary>
internal sealed class RelayProcess : IAsyncDisposable
{
    private readonly Process _process;

    private RelayProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Its HTTP address.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<RelayProcess> StartAsync(params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string program = Path.Combine(AppContext.BaseDirectory, "RealtimeDetect.Relay.dll");
        string[] arguments =
            [program, "--urls", address.ToString(), "--offline", "--Pipeline:Execution=Cpu", "--Pipeline:WarmUpFrames=1", "--Control:MaxInferenceSize=320", .. settings];
        Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new RelayProcess(process, address);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var limit = new CancellationTokenSource(9 * Budget.LongWait);
        while (true)
        {
            Assert.False(_process.HasExited || limit.IsCancellationRequested, "the server did not become ready");
            try
            {
                using HttpResponseMessage answer = await http.GetAsync("/healthz/ready", limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
