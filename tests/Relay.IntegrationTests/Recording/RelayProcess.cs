using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>The real server as a process of its own, which can be killed as nothing inside this one can.</summary>
internal sealed partial class RelayProcess : IAsyncDisposable
{
    /// <summary>A start compiles much, on a machine that may be busy.</summary>
    private static readonly TimeSpan StartLimit = 9 * Budget.LongWait;

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
        string program = Path.Combine(AppContext.BaseDirectory, "RealtimeDetect.Relay.dll");
        string[] arguments =
        [
            program, "--urls", "http://127.0.0.1:0", "--offline", "--Pipeline:Execution=Cpu", "--Pipeline:WarmUpFrames=1", "--Control:MaxInferenceSize=320",
            "--H264:StallTimeout=00:00:30", "--Ingest:PingTimeout=00:05:00", .. settings,
        ];
        Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => FindAddress(line.Data, address);
        process.BeginOutputReadLine();
        var server = new RelayProcess(process, await address.Task.WithinAsync(StartLimit, "the server's address"));
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
        using var limit = new CancellationTokenSource(StartLimit);
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

    // The system gives it a port, which no other program can take before it does; its first lines name it, its last one is null.
    private static void FindAddress(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
            address.TrySetException(new InvalidOperationException("The server ended without having said its address."));
        else if (Streams().Match(line) is { Success: true } match)
            address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex("^ *Streams +(http://\\S+)$")]
    private static partial Regex Streams();
}
