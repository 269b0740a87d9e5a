using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>N cameras and M viewers of each, for a time.</summary>
internal static class LoadScenario
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    public static async Task<LoadResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, options.Fps > 0 ? Math.Clamp(options.Fps, 5, 60) : 60);
        using var stop = new CancellationTokenSource();
        LoadCamera[] cameras = [.. Enumerable.Range(0, options.Cameras)
            .Select(i => new LoadCamera(relay.Host, $"load-{i}", frames, options.Fps, honoursWindow: true))];
        LoadViewer[] viewers = [.. Enumerable.Range(0, options.Cameras * options.ViewersPerCamera)
            .Select(i => new LoadViewer(relay.Host, $"load-{i % options.Cameras}", acks: true))];
        Task run = Task.WhenAll([.. cameras.Select(c => c.RunAsync(stop.Token)), .. viewers.Select(v => v.RunAsync(stop.Token))]);
        await Task.Delay(Settle);
        (TimeSpan cpu, long processed, long sent) = (relay.ProcessorTime, cameras.Sum(c => c.Processed), cameras.Sum(c => c.Sent));
        double memoryBefore = relay.MemoryMb;
        TimeSpan[] starts = [.. viewers.Select(v => v.Now)];
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        SeenFrame[] seen = [.. viewers.Zip(starts, (v, start) => v.Frames.Where(f => f.At >= start)).SelectMany(f => f)];
        long processedNow = cameras.Sum(c => c.Processed) - processed;
        var result = new LoadResult(
            options.Cameras, viewers.Length, options.InferenceSize, Math.Round(processedNow / (double)options.Seconds, 1),
            Math.Round(seen.Length / (double)options.Seconds / Math.Max(1, viewers.Length), 1),
            Percentiles.Of(seen.Select(f => f.ProcessingMs)), Percentiles.Of(seen.Select(f => f.AgeMs)),
            cameras.Sum(c => c.Sent) - sent - processedNow, Math.Round((relay.ProcessorTime - cpu).TotalMilliseconds / Math.Max(1, processedNow), 2),
            Math.Round(memoryBefore), Math.Round(relay.MemoryMb));
        await stop.CancelAsync();
        await run;
        foreach (IDisposable client in cameras.Concat<IDisposable>(viewers))
            client.Dispose();
        return result;
    }
}
