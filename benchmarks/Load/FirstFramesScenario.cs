using System.Diagnostics;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Load.Probe;

namespace RealtimeDetect.Load;

/// <summary>The first hundred frames after readiness against frames 900 to 999, for the ordinary build or a published one.</summary>
internal static class FirstFramesScenario
{
    private const int First = 100, LaterStart = 900, Frames = 1000;

    /// <summary>Runs it; a thousand frames take the options' rate's time.</summary>
    public static async Task<FirstFramesResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        await WarmClientsAsync(options, frames);
        string probe = Path.GetTempFileName();
        long start = Stopwatch.GetTimestamp();
        using RelayProcess relay = await RelayProcess.StartAsync(options, options.Fps, new RelayLaunch { Assembly = options.Published, ProbeFile = probe });
        double ready = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long compiledBefore = RuntimeCounts.Read(probe).CompiledMethods, compiledFirst = 0;
        SeenFrame[] seen = await SeeAsync(relay, frames, options.Fps, Frames, () => compiledFirst = RuntimeCounts.Read(probe).CompiledMethods);
        long compiledAfter = RuntimeCounts.Read(probe).CompiledMethods;
        File.Delete(probe);
        SeenFrame[] first = seen[..First], later = seen[LaterStart..Frames];
        Percentiles firstAges = Percentiles.Of(first.Select(f => f.AgeMs)), laterAges = Percentiles.Of(later.Select(f => f.AgeMs));
        return new FirstFramesResult(
            options.InferenceSize, options.Published is null ? "build" : "published", Math.Round(ready, 2), Math.Round(first[0].AgeMs, 2),
            Percentiles.Of(first.Take(10).Select(f => f.AgeMs)).P50, firstAges, laterAges, first[0].ProcessingMs,
            Percentiles.Of(first.Select(f => f.ProcessingMs)), Percentiles.Of(later.Select(f => f.ProcessingMs)),
            compiledFirst - compiledBefore, compiledAfter - compiledFirst,
            Math.Round(firstAges.P50 / laterAges.P50, 3), Math.Round(first[0].AgeMs / laterAges.P50, 3));
    }

    // This program's own sockets and parsers are compiled on another server, so that only the measured server's are seen.
    private static async Task WarmClientsAsync(LoadOptions options, IReadOnlyList<byte[]> frames)
    {
        using RelayProcess other = await RelayProcess.StartAsync(options, options.Fps);
        await SeeAsync(other, frames, options.Fps, First, () => { });
    }

    private static async Task<SeenFrame[]> SeeAsync(RelayProcess relay, IReadOnlyList<byte[]> frames, int fps, int count, Action afterFirst)
    {
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "first", frames, fps, honoursWindow: true);
        using var viewer = new LoadViewer(relay.Host, "first", acks: true);
        Task watch = viewer.RunAsync(stop.Token);
        await viewer.Connected;
        Task send = camera.RunAsync(stop.Token);
        while (viewer.Frames.Count < First)
            await Task.Delay(20);
        afterFirst();
        while (viewer.Frames.Count < count)
            await Task.Delay(100);
        await stop.CancelAsync();
        await Task.WhenAll(watch, send);
        return [.. viewer.Frames];
    }
}
