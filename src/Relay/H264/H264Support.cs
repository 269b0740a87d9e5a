using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.H264;

/// <summary>Finds out, once and when first asked, which encoder works: each candidate encodes a few frames with the settings it would have.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Errors:</b> none; what goes wrong is a reason.</remarks>
internal sealed partial class H264Support
{
    /// <summary>How long a candidate may take for its frames: hardware wakes up slowly.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    private readonly H264Options _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<Task<H264Choice>> _choice;

    /// <summary>Tries nothing yet.</summary>
    public H264Support(IOptions<H264Options> options, TimeProvider time, ILogger<H264Support> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _choice = new Lazy<Task<H264Choice>>(ChooseAsync);
    }

    /// <summary>The choice.</summary>
    public Task<H264Choice> ChoiceAsync() => _choice.Value;

    private async Task<H264Choice> ChooseAsync()
    {
        H264Choice choice = _options.Enabled ? await TryAllAsync() : new H264Choice(null, "It is turned off (H264:Enabled).");
        if (choice.Encoder is { } encoder)
            Log.Chosen(_logger, encoder, choice.Reason);
        else
            Log.None(_logger, choice.Reason);
        return choice;
    }

    private async Task<H264Choice> TryAllAsync()
    {
        string[] candidates = _options.Encoder == "auto" ? EncoderArguments.Candidates : [_options.Encoder];
        var failures = new List<string>();
        foreach (string candidate in candidates)
        {
            try
            {
                if (await FailureAsync(candidate) is not { } failure)
                    return new H264Choice(candidate, failures.Count == 0 ? "it works." : $"it works; {string.Join("; ", failures)}.");
                failures.Add($"{candidate} does not ({failure})");
            }
            catch (Win32Exception)
            {
                return new H264Choice(null, $"{_options.FfmpegPath} was not found on the server (H264:FfmpegPath).");
            }
        }
        return new H264Choice(null, $"No encoder of the server's ffmpeg works: {string.Join("; ", failures)}.");
    }

    private async Task<string?> FailureAsync(string encoder)
    {
        using Process process = Start(EncoderArguments.Probe(encoder, _options));
        using var limit = new CancellationTokenSource(ProbeLimit, _time);
        try
        {
            string errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : FirstLine(errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return $"took more than {ProbeLimit.TotalSeconds} s";
        }
    }

    private Process Start(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(_options.FfmpegPath, arguments) { RedirectStandardError = true, UseShellExecute = false })!;

    // Without the address in memory that ffmpeg puts before it.
    private static string FirstLine(string errors)
    {
        string line = errors.Split('\n', 2)[0].Trim();
        return line.Length == 0 ? "it said nothing" : line[(line.IndexOf(']') + 1)..].Trim();
    }
}
