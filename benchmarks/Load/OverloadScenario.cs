using System.Diagnostics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>
/// Cameras faster than the detector, a detector slower than the delay objective, and a viewer that does not read: neither age nor memory may
/// grow.
/// </summary>
internal static class OverloadScenario
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "overload";

    /// <summary>Until the code has settled: .NET compiles hot methods anew within the first minutes.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);

    /// <summary>So many frames share a core that each takes longer than the 100 ms that a frame should have in all.</summary>
    private const int LanesPerCore = 5;

    private static readonly TimeSpan MinuteLength = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs it at the options' rate and time, at least two minutes. The cameras ignore acks.</summary>
    public static async Task<OverloadResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        // Cameras and viewers have the last core and the server the others, so that they are no part of what is measured.
        int cores = Environment.ProcessorCount;
        string[] arguments = [$"--Pipeline:Lanes={LanesPerCore * Math.Max(1, cores - 1)}", "--Pipeline:ThreadsPerLane=1"];
        using RelayProcess relay = await RelayProcess.StartAsync(
            options, options.Fps, new RelayLaunch { Arguments = arguments, Cores = cores > 1 ? cores - 1 : null });
        if (cores > 1)
            ProcessorAffinity.Set(Process.GetCurrentProcess(), cores - 1, 1);
        using var stop = new CancellationTokenSource();
        LoadCamera[] cameras = [.. Enumerable.Range(0, options.Cameras)
            .Select(i => new LoadCamera(relay.Host, Token(i), frames, options.Fps, honoursWindow: false))];
        LoadViewer[] viewers = [.. Enumerable.Range(0, options.Cameras).Select(i => new LoadViewer(relay.Host, Token(i), acks: true))];
        Task run = Task.WhenAll(
            [.. cameras.Select(c => c.RunAsync(stop.Token)), .. viewers.Select(v => v.RunAsync(stop.Token)), StallAsync(relay.Host, stop.Token)]);
        using var speed = new CoreSpeed(core: 0, () => viewers[0].Now);
        await Task.Delay(Settle);
        (TimeSpan start, long sent) = (viewers[0].Now, cameras.Sum(c => c.Sent));
        TimeSpan length = TimeSpan.FromSeconds(Math.Max(120, options.Seconds));
        var memory = new List<double>();
        while (viewers[0].Now - start < length)
        {
            memory.Add(relay.MemoryMb);
            await Task.Delay(SampleInterval);
        }
        (TimeSpan end, long sentNow) = (viewers[0].Now, cameras.Sum(c => c.Sent));
        await stop.CancelAsync();
        await run;
        SeenFrame[] seen = [.. viewers.SelectMany(v => v.Frames).Where(f => f.At >= start && f.At <= end)];
        foreach (IDisposable client in cameras.Concat<IDisposable>(viewers))
            client.Dispose();
        OverloadMinute[] minutes = [.. Minutes(seen, speed, start, end)];
        return new OverloadResult(
            Math.Round(length.TotalMinutes, 1), options.Cameras, Math.Round((sentNow - sent) / (end - start).TotalSeconds, 1),
            Math.Round(seen.Length / (end - start).TotalSeconds, 1), Percentiles.Of(seen.Select(f => f.ProcessingMs)),
            minutes, Math.Round(seen.Max(f => f.AgeMs), 1),
            [.. memory.Chunk((int)(MinuteLength / SampleInterval)).Select(minute => Math.Round(minute.Average()))], Math.Round(memory.Max()));
    }

    // What was seen in each whole minute.
    private static IEnumerable<OverloadMinute> Minutes(SeenFrame[] seen, CoreSpeed speed, TimeSpan start, TimeSpan end)
    {
        double firstMs = speed.MedianMs(start, start + MinuteLength);
        for (TimeSpan minute = start; minute + MinuteLength <= end; minute += MinuteLength)
        {
            SeenFrame[] frames = [.. seen.Where(frame => frame.At >= minute && frame.At < minute + MinuteLength)];
            Percentiles age = Percentiles.Of(frames.Select(frame => frame.AgeMs));
            double coreMs = speed.MedianMs(minute, minute + MinuteLength);
            yield return new OverloadMinute(
                Math.Round(frames.Length / MinuteLength.TotalSeconds, 1), age, Percentiles.Of(frames.Select(frame => frame.ProcessingMs)).P50,
                coreMs, Math.Round(age.P99 * firstMs / coreMs, 1));
        }
    }

    private static string Token(int camera) => $"{Name}-{camera}";

    // A viewer that reads nothing; the server gives such a one up, so that each minute another comes.
    private static async Task StallAsync(string host, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            over.CancelAfter(MinuteLength);
            using var stalled = new LoadViewer(host, Token(0), acks: false);
            stalled.Pause();
            await stalled.RunAsync(over.Token);
        }
    }
}
