using System.Security.Cryptography;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.Models;

/// <summary>Downloads a model: to a temporary file, checked to be loadable, then renamed.</summary>
/// <remarks><b>Errors:</b> an address that fails is logged and the next one tried; no partial file stays behind.</remarks>
internal sealed partial class ModelDownload(ModelOptions options, HttpClient http, TimeProvider time, ILogger logger)
{
    /// <summary>Bytes read at a time.</summary>
    private const int ChunkBytes = 128 * 1024;

    /// <summary>How often progress is shown.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    /// <summary>Tries the addresses in order.</summary>
    /// <param name="file">Where the model is to lie.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The loaded model; null if no address gave one.</returns>
    public async Task<YoloV8Model?> TryFetchAsync(string file, CancellationToken cancellationToken)
    {
        IEnumerable<Uri> addresses = options.DownloadUrls.Count > 0 ? options.DownloadUrls : ModelAddresses.Default;
        foreach (Uri url in addresses)
        {
            if (await TryFetchAsync(url, file, cancellationToken) is { } model)
                return model;
        }
        return null;
    }

    private async Task<YoloV8Model?> TryFetchAsync(Uri url, string file, CancellationToken cancellationToken)
    {
        string temporary = $"{file}.{Guid.NewGuid():N}.part";
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        try
        {
            Log.Started(logger, file, url);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            string sha256 = await SaveAsync(url, temporary, silence, cancellationToken);
            YoloV8Model model = YoloV8Model.Load(await File.ReadAllBytesAsync(temporary, cancellationToken), Path.GetFileName(file));
            File.Move(temporary, file, overwrite: true);
            Log.Downloaded(logger, file, sha256);
            return model;
        }
        catch (Exception e) when (IsFailure(e) && !cancellationToken.IsCancellationRequested)
        {
            Log.AddressFailed(logger, url, silence.IsCancellationRequested
                ? $"nothing came for {options.ConnectTimeout.TotalSeconds:0.#} s (Model:ConnectTimeout)." : e.Message);
            return null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool IsFailure(Exception e) => e is HttpRequestException or OperationCanceledException
        or IOException or UnauthorizedAccessException or InvalidDataException or ModelException;

    private async Task<string> SaveAsync(Uri url, string temporary, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        silence.CancelAfter(options.ConnectTimeout);
        using HttpResponseMessage response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
        response.EnsureSuccessStatusCode();
        long? length = response.Content.Headers.ContentLength;
        CheckSize(length ?? 0);
        await using Stream source = await response.Content.ReadAsStreamAsync(either.Token);
        await using FileStream target = File.Create(temporary);
        return await CopyAsync(source, target, length, silence, either.Token);
    }

    private async Task<string> CopyAsync(
        Stream source, FileStream target, long? length, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[ChunkBytes];
        long copied = 0;
        long shown = time.GetTimestamp();
        while (await source.ReadAsync(chunk, cancellationToken) is > 0 and var read)
        {
            // An address that stops sending is as good as one that does not answer.
            silence.CancelAfter(options.ConnectTimeout);
            copied += read;
            CheckSize(copied);
            hash.AppendData(chunk, 0, read);
            await target.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            if (time.GetElapsedTime(shown) < ProgressInterval)
                continue;
            shown = time.GetTimestamp();
            Log.Progress(logger, Megabytes(copied), length is { } all ? $" of {Megabytes(all):0.0}" : "");
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void CheckSize(long bytes)
    {
        if (bytes > options.MaxDownloadBytes)
            throw new InvalidDataException($"The file is larger than {options.MaxDownloadBytes} bytes (Model:MaxDownloadBytes).");
    }

    private static double Megabytes(long bytes) => bytes / 1e6;
}
