using System.Buffers;
using System.ComponentModel;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Finds out, once and when first asked, whether cameras may send H.264: a decoder with the settings it would have gets one unit.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Errors:</b> none; what goes wrong is a reason.</remarks>
internal sealed partial class UplinkSupport
{
    /// <summary>How long the decoder may take: a program is loaded, on a busy machine.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    /// <summary>A grey picture of 16 by 16 pixels, as libx264 wrote it: SPS, PPS, IDR slice.</summary>
    private static readonly byte[] GreyUnit =
    [
        0, 0, 0, 1, 0x67, 0x42, 0xC0, 0x0A, 0xD9, 0x1E, 0xC0, 0x44, 0, 0, 3, 0, 4, 0, 0, 3, 0, 0xCA, 0x3C, 0x48, 0x99, 0x20,
        0, 0, 0, 1, 0x68, 0xCB, 0x81, 0x12, 0xC8, 0, 0, 1, 0x65, 0x88, 0x84, 4, 0xBC, 0x98, 0xA0, 0, 0x67,
    ];

    private readonly UplinkOptions _options;
    private readonly H264Options _ffmpeg;
    private readonly IngestOptions _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<Task<UplinkAnswer>> _answer;

    /// <summary>Tries nothing yet.</summary>
    public UplinkSupport(
        IOptions<UplinkOptions> options, IOptions<H264Options> ffmpeg, IOptions<IngestOptions> limits, TimeProvider time, ILogger<UplinkSupport> logger)
    {
        _options = options.Value;
        _ffmpeg = ffmpeg.Value;
        _limits = limits.Value;
        _time = time;
        _logger = logger;
        _answer = new Lazy<Task<UplinkAnswer>>(AnswerAsync);
    }

    /// <summary>The answer.</summary>
    public Task<UplinkAnswer> AskAsync() => _answer.Value;

    private async Task<UplinkAnswer> AnswerAsync()
    {
        string? fault = _options.Enabled ? await TryDecodingAsync() : "It is turned off (Uplink:Enabled).";
        if (fault is null)
            Log.Taken(_logger);
        else
            Log.NotTaken(_logger, fault);
        return new UplinkAnswer(fault is null, fault ?? "It works.");
    }

    private async Task<string?> TryDecodingAsync()
    {
        var decoded = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var limit = new CancellationTokenSource(ProbeLimit, _time);
        _ = AccessUnit.Read(GreyUnit, _limits.MaxFramePixels, out AccessUnit head);
        SequenceParameters sequence = head.Sequence.GetValueOrDefault();
        IReadOnlyList<string> arguments = DecoderArguments.Stream(sequence, _options, _limits.MaxFramePixels);
        try
        {
            using DecoderProcess decoder = DecoderProcess.Start(
                _ffmpeg.FfmpegPath, arguments, sequence, (_, jpeg, _) => TakeFrame(jpeg, decoded), () => decoded.TrySetResult(false));
            await decoder.WriteAsync(GreyUnit, 0, limit.Token);
            return await decoded.Task.WaitAsync(limit.Token) ? null : $"The server's ffmpeg does not decode it ({decoder.LastError}).";
        }
        catch (Win32Exception)
        {
            return $"{_ffmpeg.FfmpegPath} was not found on the server (H264:FfmpegPath).";
        }
        catch (IOException)
        {
            return "The server's ffmpeg does not decode it.";
        }
        catch (OperationCanceledException)
        {
            return $"The server's ffmpeg took more than {ProbeLimit.TotalSeconds} s.";
        }
    }

    private static void TakeFrame(byte[] jpeg, TaskCompletionSource<bool> decoded)
    {
        ArrayPool<byte>.Shared.Return(jpeg);
        decoded.TrySetResult(true);
    }
}
