using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load.Naive;

/// <summary>The whole product, sockets and all, against the naive frame path without any, in turns within one run.</summary>
/// <remarks>
/// Throughput: four cameras as fast as acks come, one viewer each, against the naive path's better way of using the cores.
/// Delay: one camera at <see cref="SlowFps"/> frames a second, its frames' age at the viewer, against the naive path's time for a frame.
/// </remarks>
internal static class NaiveScenario
{
    private const int Rounds = 3;
    private const int Cameras = 4;
    private const int SlowFps = 10;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Measures at one inference size.</summary>
    /// <exception cref="InvalidOperationException">No model was named: the naive path needs a file whose input size is free.</exception>
    public static async Task<NaiveResult> RunAsync(LoadOptions options)
    {
        string model = options.Model ?? throw new InvalidOperationException("The naive scenario needs --model with an export whose input size is free.");
        TimeSpan turn = TimeSpan.FromSeconds(Math.Max(2, options.Seconds / (4.0 * Rounds)));
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using var naive = new NaiveLoop(await File.ReadAllBytesAsync(model), options.InferenceSize);
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        naive.Throughput(frames, Settle);
        double[] naiveFps = new double[Rounds], productFps = new double[Rounds], naiveMs = new double[Rounds], productMs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            naiveFps[round] = naive.Throughput(frames, turn);
            productFps[round] = (await WatchAsync(relay, frames, Cameras, fps: 0, turn)).Count / turn.TotalSeconds;
            naiveMs[round] = naive.Delay(frames, turn);
            productMs[round] = Percentiles.Of((await WatchAsync(relay, frames, 1, SlowFps, turn)).Select(frame => frame.AgeMs)).P50;
        }
        return new NaiveResult(
            options.InferenceSize, Path.GetFileName(model), Math.Round(frames.Average(frame => frame.Length) / 1e3, 1),
            Rounded(naiveFps), Rounded(productFps), MedianRatio(productFps, naiveFps),
            Rounded(naiveMs), Rounded(productMs), MedianRatio(naiveMs, productMs));
    }

    private static async Task<IReadOnlyList<SeenFrame>> WatchAsync(RelayProcess relay, IReadOnlyList<byte[]> frames, int count, int fps, TimeSpan turn)
    {
        using var stop = new CancellationTokenSource();
        string run = $"naive-{Guid.NewGuid():N}";
        LoadCamera[] cameras = [.. Enumerable.Range(0, count).Select(i => new LoadCamera(relay.Host, $"{run}-{i}", frames, fps, honoursWindow: true))];
        LoadViewer[] viewers = [.. Enumerable.Range(0, count).Select(i => new LoadViewer(relay.Host, $"{run}-{i}", acks: true))];
        Task all = Task.WhenAll([.. cameras.Select(camera => camera.RunAsync(stop.Token)), .. viewers.Select(viewer => viewer.RunAsync(stop.Token))]);
        await Task.Delay(Settle);
        TimeSpan[] starts = [.. viewers.Select(viewer => viewer.Now)];
        await Task.Delay(turn);
        SeenFrame[] seen = [.. viewers.Zip(starts, (viewer, start) => viewer.Frames.Where(f => f.At >= start && f.At < start + turn)).SelectMany(f => f)];
        await stop.CancelAsync();
        await all;
        foreach (IDisposable client in cameras.Concat<IDisposable>(viewers))
            client.Dispose();
        return seen;
    }

    private static IReadOnlyList<double> Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 2))];

    private static double MedianRatio(double[] numerators, double[] denominators) =>
        Math.Round(numerators.Zip(denominators, (a, b) => a / b).Order().ElementAt(Rounds / 2), 2);
}
