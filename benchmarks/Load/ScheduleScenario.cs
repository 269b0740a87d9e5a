using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>Delay of one camera and frames a second of four, for each <c>Pipeline:Schedule</c>.</summary>
internal static class ScheduleScenario
{
    private const int OneCameraFps = 20;

    private static readonly string[] Schedules = ["Delay", "Throughput", "Auto"];

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>Runs it; the options' time is that of one measurement, of twelve.</summary>
    public static async Task<ScheduleResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        var delay = new Dictionary<string, Percentiles>();
        var four = new Dictionary<string, double>();
        var full = new Dictionary<string, double>();
        var memory = new Dictionary<string, double>();
        var idle = new Dictionary<string, double>();
        foreach (string schedule in Schedules)
        {
            using RelayProcess relay = await RelayProcess.StartAsync(
                options, targetFps: 60, new RelayLaunch { Arguments = [$"--Pipeline:Schedule={schedule}"] });
            idle[schedule] = await IdleAsync(relay, options.Seconds);
            delay[schedule] = (await MeasureAsync(relay, frames, 1, OneCameraFps, options.Seconds)).Processing;
            full[schedule] = (await MeasureAsync(relay, frames, 1, 0, options.Seconds)).Fps;
            four[schedule] = (await MeasureAsync(relay, frames, 4, 0, options.Seconds)).Fps;
            memory[schedule] = Math.Round(relay.MemoryMb);
        }
        return new ScheduleResult(
            options.InferenceSize, options.Model is { } model ? Path.GetFileName(model) : "shapes (embedded)", delay, four, full,
            Math.Round(delay["Throughput"].P50 / delay["Delay"].P50, 3), Math.Round(four["Throughput"] / four["Delay"], 3), memory, idle);
    }

    private static async Task<double> IdleAsync(RelayProcess relay, int seconds)
    {
        TimeSpan before = relay.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return Math.Round((relay.ProcessorTime - before).TotalSeconds / seconds * 100, 1);
    }

    private static async Task<(Percentiles Processing, double Fps)> MeasureAsync(
        RelayProcess relay, IReadOnlyList<byte[]> frames, int count, int fps, int seconds)
    {
        using var stop = new CancellationTokenSource();
        string run = Guid.NewGuid().ToString("N");
        LoadCamera[] cameras = [.. Enumerable.Range(0, count).Select(i => new LoadCamera(relay.Host, $"{run}-{i}", frames, fps, honoursWindow: true))];
        LoadViewer[] viewers = [.. Enumerable.Range(0, count).Select(i => new LoadViewer(relay.Host, $"{run}-{i}", acks: true))];
        Task all = Task.WhenAll([.. cameras.Select(c => c.RunAsync(stop.Token)), .. viewers.Select(v => v.RunAsync(stop.Token))]);
        await Task.Delay(Settle);
        TimeSpan[] starts = [.. viewers.Select(v => v.Now)];
        long processed = cameras.Sum(c => c.Processed);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        double rate = Math.Round((cameras.Sum(c => c.Processed) - processed) / (double)seconds, 1);
        var times = Percentiles.Of(viewers.Zip(starts, (v, start) => v.Frames.Where(f => f.At >= start)).SelectMany(f => f).Select(f => f.ProcessingMs));
        await stop.CancelAsync();
        await all;
        foreach (IDisposable client in cameras.Concat<IDisposable>(viewers))
            client.Dispose();
        return (times, rate);
    }
}
