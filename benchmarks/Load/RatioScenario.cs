using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>The whole product (one camera, one viewer) against the bare network loop, in turns within one run.</summary>
internal static class RatioScenario
{
    private const int Rounds = 5;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Measures at one inference size.</summary>
    public static async Task<RatioResult> RunAsync(LoadOptions options)
    {
        TimeSpan turn = TimeSpan.FromSeconds(Math.Max(1, options.Seconds / (2.0 * Rounds)));
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using var bare = new BareLoop(options);
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        bare.Run(Settle);
        var bareFps = new List<double>();
        var productFps = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            bareFps.Add(bare.Run(turn));
            productFps.Add(await ProductAsync(relay, frames, turn));
        }
        double[] ratios = [.. bareFps.Zip(productFps, (b, p) => p / b).Order()];
        return new RatioResult(
            options.InferenceSize, options.Model ?? "shapes (embedded)", Math.Round(frames.Average(f => f.Length) / 1e3, 1),
            [.. bareFps.Select(Round)], [.. productFps.Select(Round)], Math.Round(ratios[Rounds / 2], 3));
    }

    private static double Round(double value) => Math.Round(value, 2);

    private static async Task<double> ProductAsync(RelayProcess relay, IReadOnlyList<byte[]> frames, TimeSpan turn)
    {
        string token = $"ratio-{Guid.NewGuid():N}";
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, token, frames, fps: 0, honoursWindow: true);
        using var viewer = new LoadViewer(relay.Host, token, acks: true);
        Task run = Task.WhenAll(camera.RunAsync(stop.Token), viewer.RunAsync(stop.Token));
        await Task.Delay(Settle);
        int before = viewer.Frames.Count;
        TimeSpan start = viewer.Now;
        await Task.Delay(turn);
        double fps = (viewer.Frames.Count - before) / (viewer.Now - start).TotalSeconds;
        await stop.CancelAsync();
        await run;
        return fps;
    }
}
