using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RealtimeDetect.Gpu;

/// <summary>The real server under simulated 720p cameras of 30 frames a second, each with a viewer; benchmarks/Load does it.</summary>
internal static class PathRun
{
    private const int Fps = 30;

    /// <summary>Measures a way at each number of cameras.</summary>
    /// <param name="table">Receives the figures.</param>
    /// <param name="way">How the server runs the network.</param>
    /// <param name="model">The model's file; null for the embedded one.</param>
    /// <param name="device">CUDA device number.</param>
    /// <param name="effort">How much.</param>
    public static async Task FillAsync(ResultTable table, Way way, FileInfo? model, int device, Effort effort)
    {
        foreach (int cameras in effort.Cameras)
        {
            using var sampler = way.IsOnGpu ? GpuSampler.TryStart(device) : null;
            JsonElement figures = await RunAsync(way, model, device, cameras, effort);
            JsonElement age = figures.GetProperty("Age");
            table.Set($"frames/s, {cameras} cameras, {effort.PathSize}", way, Text(figures.GetProperty("ProcessedFps")));
            table.Set($"  age at the viewer p50 ms, {cameras} cameras", way, Text(age.GetProperty("P50")));
            table.Set($"  age at the viewer p99 ms, {cameras} cameras", way, Text(age.GetProperty("P99")));
            table.Set($"  GPU busy %, {cameras} cameras", way, sampler?.BusyPercent()?.ToString("F0", CultureInfo.InvariantCulture) ?? ResultTable.NotRun);
        }
    }

    private static async Task<JsonElement> RunAsync(Way way, FileInfo? model, int device, int cameras, Effort effort)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments =
        [
            LoadProgram(), "--scenario", "load", "--cameras", $"{cameras}", "--viewers", "1", "--fps", $"{Fps}", "--seconds", $"{effort.Seconds}",
            "--size", $"{Pictures.Camera.Width}x{Pictures.Camera.Height}", "--inference-size", $"{effort.PathSize}",
            .. model is null ? Array.Empty<string>() : ["--model", model.FullName],
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        // The server is the load program's child and takes its settings from here.
        start.Environment["Pipeline__Execution"] = way.IsOnGpu ? "RequireCuda" : "Cpu";
        start.Environment["Pipeline__CudaDevice"] = $"{device}";
        start.Environment["Gpu__Half"] = $"{way.IsHalf}";
        using Process load = Process.Start(start)!;
        string output = await load.StandardOutput.ReadToEndAsync();
        await load.WaitForExitAsync();
        return load.ExitCode == 0
            ? JsonElement.Parse(output).GetProperty("Figures")
            : throw new InvalidOperationException($"The load program ended with {load.ExitCode}.");
    }

    // Beside this program's folder, in the same configuration.
    private static string LoadProgram()
    {
        string folder = AppContext.BaseDirectory.Replace(
            $"{Path.DirectorySeparatorChar}gpu{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}Load{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return Path.Combine(folder, "RealtimeDetect.Load.dll");
    }

    private static string Text(JsonElement number) => number.GetDouble().ToString("F1", CultureInfo.InvariantCulture);
}
