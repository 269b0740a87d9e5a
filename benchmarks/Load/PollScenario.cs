using System.Text.Json;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>1,000 readings of the statistics under load: received must be processed, dropped, failed and in flight together, each time.</summary>
internal static class PollScenario
{
    private const int Polls = 1000;

    /// <summary>Runs it over the options' time; the camera floods and some of its pictures are cut off, so that every outcome occurs.</summary>
    public static async Task<PollResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> whole = TestFrames.Make(new PixelSize(options.Width, options.Height));
        IReadOnlyList<byte[]> frames = [.. whole, whole[0][..1000]];
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "poll", frames, fps: 120, honoursWindow: false);
        Task run = camera.RunAsync(stop.Token);
        using var http = new HttpClient();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(options.Seconds) / Polls);
        int wrong = 0;
        var last = new PollResult(Polls, 0, 0, 0, 0, 0);
        for (int i = 0; i < Polls; i++)
        {
            await pace.WaitForNextTickAsync();
            string text = await http.GetStringAsync(new Uri($"http://{relay.Host}/api/camera/poll/stats"));
            using JsonDocument answer = JsonDocument.Parse(text);
            JsonElement counts = answer.RootElement.GetProperty("frames");
            long Count(string name) => counts.GetProperty(name).GetInt64();
            last = new PollResult(Polls, wrong, Count("received"), Count("processed"), Count("dropped"), Count("failed"));
            if (last.Received != last.Processed + last.Dropped + last.Failed + Count("in_flight"))
                wrong++;
        }
        await stop.CancelAsync();
        await run;
        return last with { Wrong = wrong };
    }
}
