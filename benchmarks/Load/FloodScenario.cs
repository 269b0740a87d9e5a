using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>A camera that sends 120 frames a second and ignores acks: the age at the viewer must not grow.</summary>
internal static class FloodScenario
{
    private const int FloodFps = 120;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(10);

    /// <summary>Runs it for the options' time, at least 20 s.</summary>
    public static async Task<FloodResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "flood", frames, FloodFps, honoursWindow: false);
        using var viewer = new LoadViewer(relay.Host, "flood", acks: true);
        Task run = Task.WhenAll(camera.RunAsync(stop.Token), viewer.RunAsync(stop.Token));
        await Task.Delay(Settle);
        (long sent, TimeSpan start, double memory) = (camera.Sent, viewer.Now, relay.MemoryMb);
        TimeSpan length = TimeSpan.FromSeconds(Math.Max(20, options.Seconds));
        await Task.Delay(length);
        SeenFrame[] seen = [.. viewer.Frames.Where(f => f.At >= start)];
        TimeSpan end = start + length;
        var result = new FloodResult(
            Math.Round((camera.Sent - sent) / length.TotalSeconds, 1), Math.Round(seen.Length / length.TotalSeconds, 1),
            Percentiles.Of(seen.Where(f => f.At < start + Part).Select(f => f.AgeMs)),
            Percentiles.Of(seen.Where(f => f.At >= end - Part).Select(f => f.AgeMs)),
            Math.Round(seen.Max(f => f.AgeMs), 1), Math.Round(memory), Math.Round(relay.MemoryMb));
        await stop.CancelAsync();
        await run;
        return result;
    }
}
