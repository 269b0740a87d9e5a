using System.Text.Json;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load;

/// <summary>1,000 readings of the statistics under load: received must be processed, dropped, failed and in flight together, each time.</summary>
internal static class PollScenario
{
    private const int Polls = 1000;

    /// <summary>Runs it; the camera floods, so that every outcome but failure occurs.</summary>
    public static async Task<PollResult> RunAsync(LoadOptions options)
    {
        IReadOnlyList<byte[]> frames = TestFrames.Make(new PixelSize(options.Width, options.Height));
        using RelayProcess relay = await RelayProcess.StartAsync(options, targetFps: 60);
        using var stop = new CancellationTokenSource();
        using var camera = new LoadCamera(relay.Host, "poll", frames, fps: 120, honoursWindow: false);
        Task run = camera.RunAsync(stop.Token);
        using var http = new HttpClient();
        int wrong = 0;
        long received = 0;
        for (int i = 0; i < Polls; i++)
        {
            string text = await http.GetStringAsync(new Uri($"http://{relay.Host}/api/camera/poll/stats"));
            using JsonDocument answer = JsonDocument.Parse(text);
            JsonElement counts = answer.RootElement.GetProperty("frames");
            long Count(string name) => counts.GetProperty(name).GetInt64();
            received = Count("received");
            if (received != Count("processed") + Count("dropped") + Count("failed") + Count("in_flight"))
                wrong++;
        }
        await stop.CancelAsync();
        await run;
        return new PollResult(Polls, wrong, received);
    }
}
