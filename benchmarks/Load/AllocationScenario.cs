using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Load.Probe;

namespace RealtimeDetect.Load;

/// <summary>Managed allocation of the whole server per frame, and its collections, with a camera and a viewer in steady state.</summary>
internal static class AllocationScenario
{
    /// <summary>Until buffers have their sizes and code has settled.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    /// <summary>Runs it at the options' rate and time.</summary>
    public static async Task<AllocationResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        string probe = Path.GetTempFileName();
        using RelayProcess relay = await RelayProcess.StartAsync(options, options.Fps, new RelayLaunch { ProbeFile = probe });
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "allocation", frames, options.Fps, honoursWindow: true);
        using var viewer = new LoadViewer(relay.Host, "allocation", acks: true);
        Task run = Task.WhenAll(camera.RunAsync(stop.Token), viewer.RunAsync(stop.Token));
        await Task.Delay(Settle);
        (RuntimeCounts before, long processed, double memory) = (RuntimeCounts.Read(probe), camera.Processed, relay.MemoryMb);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        (RuntimeCounts after, long processedNow, double memoryNow) = (RuntimeCounts.Read(probe), camera.Processed, relay.MemoryMb);
        await stop.CancelAsync();
        await run;
        File.Delete(probe);
        long count = processedNow - processed;
        return new AllocationResult(
            options.Seconds, count, Math.Round((after.AllocatedBytes - before.AllocatedBytes) / (double)Math.Max(1, count)),
            after.Gen0 - before.Gen0, after.Gen1 - before.Gen1, after.Gen2 - before.Gen2, Math.Round(memory), Math.Round(memoryNow));
    }
}
