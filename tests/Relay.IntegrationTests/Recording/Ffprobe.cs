using System.Diagnostics;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>What ffprobe says of a recording.</summary>
internal static class Ffprobe
{
    /// <summary>Decodes a whole file: codec, width, height, frames, and then whatever it complains about.</summary>
    public static async Task<string> ReadAsync(string file)
    {
        using Process probe = Process.Start(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,width,height,nb_read_frames", "-of", "csv=p=0", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = probe.StandardError.ReadToEndAsync();
        string output = await probe.StandardOutput.ReadToEndAsync();
        return output.Trim() + await errors;
    }

    /// <summary>Fails unless ffprobe decodes as many frames of each recording as the server says it has, and complains about nothing.</summary>
    public static async Task AssertCleanAsync(string folder, IEnumerable<System.Text.Json.JsonElement> recordings)
    {
        foreach (System.Text.Json.JsonElement recording in recordings)
        {
            string id = recording.GetProperty("recording_id").GetString()!, token = recording.GetProperty("stream_id").GetString()!;
            string file = Path.Combine(folder, token, id);
            int frames = recording.GetProperty("frames").GetInt32();
            Assert.Equal(
                $"h264,{recording.GetProperty("width")},{recording.GetProperty("height")},{frames}", await ReadAsync($"{file}.mp4"));
            Assert.Equal(frames, (await File.ReadAllLinesAsync($"{file}.jsonl")).Length);
        }
    }
}
