using System.Text.Json;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Models;

namespace RealtimeDetect.Gpu;

/// <summary>Goes every way, prints the table and writes it to the results folder.</summary>
/// <param name="modelFile">The model; null for the embedded one.</param>
/// <param name="media">Folder of JPEGs to compare on; null for the demo scene.</param>
/// <param name="isDryRun">Whether to try the program itself on the CPU, with tiny counts.</param>
/// <param name="device">CUDA device number.</param>
/// <param name="results">Folder for the JSON file.</param>
internal sealed class GpuRun(FileInfo? modelFile, DirectoryInfo? media, bool isDryRun, int device, DirectoryInfo results)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    private readonly Effort _effort = isDryRun ? Effort.DryRun : Effort.Full;
    private readonly ResultTable _table = new([.. Way.All.Select(way => way.Name)]);
    private readonly List<string> _refusals = [];

    /// <summary>Runs it.</summary>
    /// <returns>The process's exit code: 1 where something was refused that the product itself does on a GPU.</returns>
    public async Task<int> RunAsync()
    {
        YoloV8Model model = modelFile is null ? ModelLoader.LoadEmbedded() : YoloV8Model.Load(modelFile.FullName);
        if (!isDryRun && WhyNoGpu(model) is { } reason)
        {
            await Console.Error.WriteLineAsync($"{reason}. Nothing was measured; --cpu tries the program itself.");
            return 1;
        }

        using (var correctness = new CorrectnessRun(model, Pictures.Read(media)))
        {
            foreach (Way way in Way.All.Where(way => !way.IsOnGpu || !isDryRun))
                Measure(model, way, correctness);
        }

        foreach (Way way in isDryRun ? [Way.Cpu] : new[] { Way.Cpu, Way.CudaHalf })
            await MeasurePathAsync(way);
        Console.WriteLine($"model {model.Metadata.Name}, {Pictures.Camera.Width}x{Pictures.Camera.Height} cameras{(isDryRun ? "; a dry run: no figure means anything" : "")}");
        _table.Print();
        _refusals.ForEach(Console.WriteLine);
        Write(model);
        return _refusals.Exists(refusal => refusal.StartsWith(Way.CudaHalf.Name, StringComparison.Ordinal)) ? 1 : 0;
    }

    private string? WhyNoGpu(YoloV8Model model)
    {
        try
        {
            Detectors.Create(model, Way.CudaHalf, device).Dispose();
            return null;
        }
        catch (ExecutionProviderException e)
        {
            return e.Message;
        }
    }

    private async Task MeasurePathAsync(Way way)
    {
        try
        {
            await PathRun.FillAsync(_table, way, modelFile, device, _effort);
        }
        catch (InvalidOperationException e)
        {
            _refusals.Add($"{way.Name}, whole path: {e.Message}");
        }
    }

    private void Measure(YoloV8Model model, Way way, CorrectnessRun correctness)
    {
        try
        {
            using IBatchDetector detector = Detectors.Create(model, way, device);
            correctness.Fill(_table, way, detector, _effort);
            if (way != Way.CpuHalf)
                InferenceRun.Fill(_table, way, detector, _effort);
        }
        // One way that fails costs its column only; what it said stands below the table.
        catch (Exception e) when (e is ExecutionProviderException or InvalidOperationException)
        {
            _refusals.Add($"{way.Name}: {e.Message}");
        }
    }

    private void Write(YoloV8Model model)
    {
        results.Create();
        string file = Path.Combine(results.FullName, isDryRun ? "gpu-dry-run.json" : $"gpu-{model.Metadata.Name}.json");
        var report = new { Model = model.Metadata.Name, model.Metadata.Sha256, Machine = MachineDescription.Read(), Table = _table.Cells, Refusals = _refusals };
        File.WriteAllText(file, JsonSerializer.Serialize(report, Format) + "\n");
    }
}
