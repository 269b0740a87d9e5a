using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Load;

/// <summary>
/// Twenty viewers on a free link, by turns alone and with one more behind a narrow one, so that a drift of the machine counts for both; at last
/// that link is cut for a while and restored.
/// </summary>
internal static class WeakLinkScenario
{
    private const int Others = 20;
    private const int Rounds = 5;
    private const double BitsPerSecond = 1_000_000;
    private const double BoundMs = 500;
    private const string Token = "weak-link";

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>Until the code has settled: .NET compiles hot methods anew.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CutLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterCut = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    public static async Task<WeakLinkResult> RunAsync(LoadOptions options)
    {
        TimeSpan phase = TimeSpan.FromSeconds(options.Seconds / (2.0 * Rounds));
        using RelayProcess relay = await RelayProcess.StartAsync(options, Math.Clamp(options.Fps, 5, 60));
        await using ShapedLink link = ShapedLink.Open(new Uri($"http://{relay.Host}"), BitsPerSecond, Delay);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(
            relay.Host, Token, TestFrames.Make(new PixelSize(options.Width, options.Height)), options.Fps, honoursWindow: true);
        LoadViewer[] others = [.. Enumerable.Range(0, Others).Select(_ => new LoadViewer(relay.Host, Token, acks: true))];
        Task run = Task.WhenAll([camera.RunAsync(stop.Token), .. others.Select(viewer => viewer.RunAsync(stop.Token))]);
        await Task.Delay(WarmUp);

        List<SeenFrame> alone = [], beside = [], weakSeen = [];
        SeenFrame[] afterCut = [];
        TimeSpan restored = TimeSpan.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            await Task.Delay(Settle);
            alone.AddRange(await WatchAsync(others, phase));
            using var leaves = new CancellationTokenSource();
            using var weak = new LoadViewer(link.Address.Authority, Token, acks: true, asPage: true, options.Codec);
            Task weakRun = weak.RunAsync(leaves.Token);
            await Task.Delay(Settle);
            TimeSpan weakStart = weak.Now;
            beside.AddRange(await WatchAsync(others, phase));
            weakSeen.AddRange(Since([weak], [weakStart]));
            if (round == Rounds - 1)
            {
                restored = await CutAsync(link, weak);
                afterCut = Since([weak], [restored]);
            }
            await leaves.CancelAsync();
            await weakRun;
        }
        await stop.CancelAsync();
        await run;
        foreach (IDisposable viewer in others)
            viewer.Dispose();

        int fresh = Array.FindIndex(afterCut, frame => frame.AgeMs <= BoundMs);
        return new WeakLinkResult(
            $"{BitsPerSecond / 1e6} Mbit/s, {Delay.TotalMilliseconds} ms", BoundMs, Rounds,
            Rate(alone, phase, Others), Rate(beside, phase, Others), Ages(alone), Ages(beside),
            Rate(weakSeen, phase, 1), Ages(weakSeen), Math.Round(weakSeen.Count(frame => frame.AgeMs <= BoundMs) / (double)weakSeen.Count, 4),
            Math.Round(weakSeen.Average(frame => frame.Bytes) / 1e3, 1),
            fresh < 0 ? -1 : Math.Round((afterCut[fresh].At - restored).TotalMilliseconds), fresh < 0 ? afterCut.Length : fresh);
    }

    // Returns when the link was restored, on the viewer's clock.
    private static async Task<TimeSpan> CutAsync(ShapedLink link, LoadViewer viewer)
    {
        link.Cut();
        await Task.Delay(CutLength);
        TimeSpan restored = viewer.Now;
        link.Restore();
        await Task.Delay(AfterCut);
        return restored;
    }

    private static async Task<SeenFrame[]> WatchAsync(LoadViewer[] viewers, TimeSpan length)
    {
        TimeSpan[] starts = [.. viewers.Select(viewer => viewer.Now)];
        await Task.Delay(length);
        return Since(viewers, starts);
    }

    private static SeenFrame[] Since(LoadViewer[] viewers, TimeSpan[] starts) =>
        [.. viewers.Zip(starts, (viewer, start) => viewer.Frames.Where(frame => frame.At >= start)).SelectMany(frames => frames)];

    private static double Rate(List<SeenFrame> frames, TimeSpan phase, int viewers) =>
        Math.Round(frames.Count / (Rounds * phase.TotalSeconds * viewers), 2);

    private static Percentiles Ages(List<SeenFrame> frames) => Percentiles.Of(frames.Select(frame => frame.AgeMs));
}
