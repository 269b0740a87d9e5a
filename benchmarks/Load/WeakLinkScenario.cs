using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Load;

/// <summary>Twenty viewers on a free link, then one more behind a narrow one, which is cut for a while and restored.</summary>
internal static class WeakLinkScenario
{
    private const int Others = 20;
    private const double BitsPerSecond = 1_000_000;
    private const double BoundMs = 500;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CutLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterCut = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    public static async Task<WeakLinkResult> RunAsync(LoadOptions options)
    {
        const string Token = "weak-link";
        TimeSpan phase = TimeSpan.FromSeconds(options.Seconds / 2.0);
        using RelayProcess relay = await RelayProcess.StartAsync(options, Math.Clamp(options.Fps, 5, 60));
        await using ShapedLink link = ShapedLink.Open(new Uri($"http://{relay.Host}"), BitsPerSecond, Delay);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(
            relay.Host, Token, TestFrames.Make(new PixelSize(options.Width, options.Height)), options.Fps, honoursWindow: true);
        LoadViewer[] others = [.. Enumerable.Range(0, Others).Select(_ => new LoadViewer(relay.Host, Token, acks: true))];
        var weak = new LoadViewer(link.Address.Authority, Token, acks: true, asPage: true, options.Codec);
        Task run = Task.WhenAll([camera.RunAsync(stop.Token), .. others.Select(viewer => viewer.RunAsync(stop.Token))]);
        await Task.Delay(Settle);

        SeenFrame[] before = await WatchAsync(others, phase);
        Task weakRun = weak.RunAsync(stop.Token);
        await Task.Delay(Settle);
        TimeSpan weakStart = weak.Now;
        SeenFrame[] during = await WatchAsync(others, phase);
        SeenFrame[] weakSeen = Since([weak], [weakStart]);

        link.Cut();
        await Task.Delay(CutLength);
        TimeSpan restored = weak.Now;
        link.Restore();
        await Task.Delay(AfterCut);
        SeenFrame[] afterCut = Since([weak], [restored]);
        await stop.CancelAsync();
        await Task.WhenAll(run, weakRun);
        foreach (IDisposable viewer in others.Append(weak))
            viewer.Dispose();

        int fresh = Array.FindIndex(afterCut, frame => frame.AgeMs <= BoundMs);
        return new WeakLinkResult(
            $"{BitsPerSecond / 1e6} Mbit/s, {Delay.TotalMilliseconds} ms", BoundMs,
            Rate(before, phase) / Others, Rate(during, phase) / Others, Ages(before), Ages(during),
            Rate(weakSeen, phase), Ages(weakSeen), Math.Round(weakSeen.Count(frame => frame.AgeMs <= BoundMs) / (double)weakSeen.Length, 4),
            Math.Round(weakSeen.Average(frame => frame.Bytes) / 1e3, 1),
            fresh < 0 ? -1 : Math.Round((afterCut[fresh].At - restored).TotalMilliseconds), fresh < 0 ? afterCut.Length : fresh);
    }

    private static async Task<SeenFrame[]> WatchAsync(LoadViewer[] viewers, TimeSpan length)
    {
        TimeSpan[] starts = [.. viewers.Select(viewer => viewer.Now)];
        await Task.Delay(length);
        return Since(viewers, starts);
    }

    private static SeenFrame[] Since(LoadViewer[] viewers, TimeSpan[] starts) =>
        [.. viewers.Zip(starts, (viewer, start) => viewer.Frames.Where(frame => frame.At >= start)).SelectMany(frames => frames)];

    private static double Rate(SeenFrame[] frames, TimeSpan length) => Math.Round(frames.Length / length.TotalSeconds, 2);

    private static Percentiles Ages(SeenFrame[] frames) => Percentiles.Of(frames.Select(frame => frame.AgeMs));
}
