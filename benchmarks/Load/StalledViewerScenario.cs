using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>One of four viewers stops reading for 15 s: what it costs the others, and how fresh its frames are afterwards.</summary>
internal static class StalledViewerScenario
{
    private const int Others = 3;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(15);

    /// <summary>Runs it, with a camera at the rate of the options.</summary>
    public static async Task<StalledViewerResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, options.Fps);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "stall", frames, options.Fps, honoursWindow: true);
        LoadViewer[] viewers = [.. Enumerable.Range(0, Others + 1).Select(_ => new LoadViewer(relay.Host, "stall", acks: false))];
        LoadViewer slow = viewers[^1];
        Task run = Task.WhenAll([camera.RunAsync(stop.Token), .. viewers.Select(v => v.RunAsync(stop.Token))]);
        await Task.Delay(Settle);
        (double beforeFps, Percentiles before, TimeSpan _) = await MeasureAsync(viewers[..Others], Stall);
        double memoryBefore = relay.MemoryMb;
        slow.Pause();
        (double duringFps, Percentiles during, TimeSpan _) = await MeasureAsync(viewers[..Others], Stall);
        double memoryDuring = relay.MemoryMb;
        TimeSpan resumed = slow.Now;
        slow.Resume();
        await Task.Delay(Settle);
        TimeSpan? fresh = slow.Frames.Where(f => f.At > resumed && f.AgeMs <= 2 * during.P99).Select(f => (TimeSpan?)(f.At - resumed)).FirstOrDefault();
        double lastOld = slow.Frames.Where(f => f.At > resumed && f.AgeMs > 2 * during.P99).Select(f => (f.At - resumed).TotalSeconds).DefaultIfEmpty(0).Max();
        await stop.CancelAsync();
        await run;
        foreach (LoadViewer viewer in viewers)
            viewer.Dispose();
        return new StalledViewerResult(
            Math.Round(beforeFps, 2), Math.Round(duringFps, 2), before, during, fresh?.TotalSeconds, Math.Round(lastOld, 3),
            Math.Round(memoryBefore), Math.Round(memoryDuring));
    }

    private static async Task<(double Fps, Percentiles Age, TimeSpan Start)> MeasureAsync(LoadViewer[] viewers, TimeSpan length)
    {
        TimeSpan[] starts = [.. viewers.Select(v => v.Now)];
        await Task.Delay(length);
        SeenFrame[] seen = [.. viewers.Zip(starts, (v, start) => v.Frames.Where(f => f.At >= start)).SelectMany(f => f)];
        return (seen.Length / length.TotalSeconds / viewers.Length, Percentiles.Of(seen.Select(f => f.AgeMs)), starts[0]);
    }
}
