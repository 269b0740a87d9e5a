using System.Text.Json;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>Cameras that are faster than the detector, with carrying off, automatic and on, in turns within one run.</summary>
internal static class CarryScenario
{
    /// <summary>What it is asked for by.</summary>
    public const string Name = "carry";

    private const int Rounds = 3;

    // Automatic mode looks for two seconds before it begins.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);

    private static readonly string[] Modes = ["Off", "Auto", "On"];

    /// <summary>Runs it.</summary>
    public static async Task<CarryResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        var rounds = new List<(double Viewer, double Detected)[]>();
        for (int round = 0; round < Rounds; round++)
        {
            var figures = new List<(double, double)>();
            foreach (string mode in Modes)
                figures.Add(await MeasureAsync(options, mode, frames));
            rounds.Add([.. figures]);
        }
        return new CarryResult(
            options.Cameras, options.Fps, options.InferenceSize, options.Model ?? "shapes (embedded)",
            [.. Modes.Select((mode, i) => new CarryModeResult(
                mode, Median(rounds.Select(r => r[i].Viewer)), Median(rounds.Select(r => r[i].Detected)),
                Median(rounds.Select(r => r[i].Viewer / r[0].Viewer)), Median(rounds.Select(r => r[i].Detected / r[0].Detected))))]);
    }

    private static async Task<(double Viewer, double Detected)> MeasureAsync(LoadOptions options, string mode, IReadOnlyList<byte[]> frames)
    {
        // The server is a child of this process and reads its environment.
        Environment.SetEnvironmentVariable("Tracking__Mode", mode);
        using RelayProcess relay = await RelayProcess.StartAsync(options, Math.Clamp(options.Fps, 5, 60));
        using var stop = new CancellationTokenSource();
        LoadCamera[] cameras = [.. Enumerable.Range(0, options.Cameras)
            .Select(i => new LoadCamera(relay.Host, $"carry-{i}", frames, options.Fps, honoursWindow: true))];
        LoadViewer[] viewers = [.. Enumerable.Range(0, options.Cameras).Select(i => new LoadViewer(relay.Host, $"carry-{i}", acks: true))];
        Task run = Task.WhenAll([.. cameras.Select(c => c.RunAsync(stop.Token)), .. viewers.Select(v => v.RunAsync(stop.Token))]);
        await Task.Delay(Settle);
        TimeSpan[] starts = [.. viewers.Select(v => v.Now)];
        var detected = new List<double>();
        for (int i = 0; i < options.Seconds; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            detected.Add(await DetectedFpsAsync(relay.Host, options.Cameras));
        }
        double seen = viewers.Zip(starts, (v, start) => v.Frames.Count(f => f.At >= start) / (v.Now - start).TotalSeconds).Sum();
        await stop.CancelAsync();
        await run;
        foreach (IDisposable client in cameras.Concat<IDisposable>(viewers))
            client.Dispose();
        return (seen, detected.Average());
    }

    private static async Task<double> DetectedFpsAsync(string host, int cameras)
    {
        using var http = new HttpClient();
        double sum = 0;
        for (int i = 0; i < cameras; i++)
        {
            using JsonDocument stats = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://{host}/api/camera/carry-{i}/stats")));
            sum += stats.RootElement.GetProperty("fps").GetProperty("detected").GetDouble();
        }
        return sum;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return Math.Round(sorted[sorted.Length / 2], 3);
    }
}
