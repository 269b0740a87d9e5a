using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>A JPEG and an H.264 viewer on one stream: delay frame by frame, then viewers that join, then an encoder that is killed.</summary>
/// <remarks>Needs ffmpeg with an H.264 encoder.</remarks>
internal static partial class H264Scenario
{
    private const string Token = "h264";
    private const int Joins = 10, Kills = 5;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Runs it, with a camera at the rate of the options.</summary>
    public static async Task<H264Result> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, Math.Clamp(options.Fps, 5, 60));
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, Token, frames, options.Fps, honoursWindow: true);
        using var jpeg = new LoadViewer(relay.Host, Token, acks: true);
        using var h264 = new LoadViewer(relay.Host, Token, acks: true, codec: "h264");
        Task run = Task.WhenAll(camera.RunAsync(stop.Token), jpeg.RunAsync(stop.Token), h264.RunAsync(stop.Token));
        await Task.Delay(Settle);
        using Process encoder = Encoder(relay);
        (TimeSpan cpu, TimeSpan start, int before) = (encoder.TotalProcessorTime, h264.Now, h264.Frames.Count);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        encoder.Refresh();
        double cpuMs = (encoder.TotalProcessorTime - cpu).TotalMilliseconds / Math.Max(1, h264.Frames.Count - before);
        (SeenFrame Unit, SeenFrame Jpeg)[] shared = Shared(h264.Frames.Where(frame => frame.IsUnit && frame.At >= start), jpeg.Frames);

        List<double> joins = [];
        for (int join = 0; join < Joins; join++)
            joins.Add(await JoinAsync(relay.Host));
        List<double> gaps = [];
        for (int kill = 0; kill < Kills; kill++)
            gaps.Add(await KillAsync(relay, h264));
        await stop.CancelAsync();
        await run;
        return new H264Result(
            Math.Round(1000.0 / options.Fps, 1), shared.Length, Percentiles.Of(shared.Select(pair => pair.Unit.AgeMs - pair.Jpeg.AgeMs)),
            Math.Round(shared.Sum(pair => (double)pair.Unit.Bytes) / Math.Max(1, shared.Sum(pair => (double)pair.Jpeg.Bytes)), 4),
            Math.Round(cpuMs, 2), joins, gaps);
    }

    private static (SeenFrame Unit, SeenFrame Jpeg)[] Shared(IEnumerable<SeenFrame> units, IReadOnlyList<SeenFrame> jpegs)
    {
        Dictionary<long, SeenFrame> byNumber = jpegs.ToDictionary(frame => frame.Number);
        return [.. units.Where(unit => byNumber.ContainsKey(unit.Number)).Select(unit => (unit, byNumber[unit.Number]))];
    }

    private static async Task<double> JoinAsync(string host)
    {
        using var stop = new CancellationTokenSource();
        using var viewer = new LoadViewer(host, Token, acks: true, codec: "h264");
        Task run = viewer.RunAsync(stop.Token);
        while (viewer.Now < Limit && !viewer.Frames.Any(frame => frame.IsUnit))
            await Task.Delay(5);
        await stop.CancelAsync();
        await run;
        return Math.Round(viewer.Frames.Where(frame => frame.IsUnit).Select(frame => frame.At.TotalMilliseconds).FirstOrDefault(Limit.TotalMilliseconds));
    }

    // Killed again as soon as its successor gives units: the wait before a restart grows as far as it can.
    private static async Task<double> KillAsync(RelayProcess relay, LoadViewer viewer)
    {
        int encoders = EncoderIds(relay).Count();
        using (Process encoder = Encoder(relay))
            encoder.Kill();
        TimeSpan end = viewer.Now + Limit;
        while (viewer.Now < end && EncoderIds(relay).Count() == encoders)
            await Task.Delay(5);
        TimeSpan restarted = viewer.Now;
        while (viewer.Now < end && !viewer.Frames.Any(frame => frame.IsUnit && frame.At >= restarted))
            await Task.Delay(5);
        ILookup<bool, TimeSpan> units = viewer.Frames.Where(frame => frame.IsUnit).ToLookup(frame => frame.At >= restarted, frame => frame.At);
        return Math.Round((units[true].FirstOrDefault(end) - units[false].Last()).TotalMilliseconds);
    }

    // The server says which encoders it starts; the last one is at work.
    private static Process Encoder(RelayProcess relay) => EncoderIds(relay).LastOrDefault() is { } id and > 0
        ? Process.GetProcessById(id)
        : throw new InvalidOperationException("The server started no encoder: is there an ffmpeg with libx264?");

    private static IEnumerable<int> EncoderIds(RelayProcess relay) =>
        from line in relay.Lines
        let match = Started().Match(line)
        where match.Success
        select int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("Encoder of stream [0-9a-f]+ started: process ([0-9]+)")]
    private static partial Regex Started();
}
