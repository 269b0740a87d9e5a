using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>A camera of 60 frames a second that ignores acks beside one of 5: the slow one must lose nothing.</summary>
internal static class FairnessScenario
{
    private const int FastFps = 60, SlowFps = 5;

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(6);

    /// <summary>Until a viewer that has connected is among those that are sent frames.</summary>
    private static readonly TimeSpan Attach = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than any frame is under way.</summary>
    private static readonly TimeSpan LastFrames = TimeSpan.FromSeconds(1);

    /// <summary>Runs it for the options' time.</summary>
    public static async Task<FairnessResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        using var stop = new CancellationTokenSource();
        using var stopSlow = new CancellationTokenSource();
        using var slow = new LoadCamera(relay.Host, "slow", frames, SlowFps, honoursWindow: true, lastFrames: LastFrames);
        using var slowViewer = new LoadViewer(relay.Host, "slow", acks: true);
        using var fast = new LoadCamera(relay.Host, "fast", frames, FastFps, honoursWindow: false);
        using var fastViewer = new LoadViewer(relay.Host, "fast", acks: true);
        Task viewers = Task.WhenAll(slowViewer.RunAsync(stop.Token), fastViewer.RunAsync(stop.Token));
        await Task.WhenAll(slowViewer.Connected, fastViewer.Connected);
        await Task.Delay(Attach);
        Task slowRun = slow.RunAsync(stopSlow.Token);
        await Task.Delay(Alone);
        SeenFrame[] alone = [.. slowViewer.Frames];
        Task fastRun = fast.RunAsync(stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        long fastProcessed = fast.Processed;
        await stopSlow.CancelAsync();
        await slowRun;
        await stop.CancelAsync();
        await Task.WhenAll(fastRun, viewers);
        SeenFrame[] seen = [.. slowViewer.Frames];
        return new FairnessResult(
            options.InferenceSize, Math.Round(fastProcessed / (double)options.Seconds, 1), slow.Sent, slow.Processed, seen.Length,
            Percentiles.Of(seen[alone.Length..].Select(f => f.AgeMs)), Percentiles.Of(alone.Select(f => f.AgeMs)));
    }
}
