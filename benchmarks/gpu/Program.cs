using System.CommandLine;
using RealtimeDetect.Gpu;

var model = new Option<FileInfo?>("--model") { Description = "YOLOv8 detection export; the embedded model if none is named." };
var media = new Option<DirectoryInfo?>("--media") { Description = "Folder of JPEGs to compare detections on; the demo scene if none is named." };
var cpu = new Option<bool>("--cpu") { Description = "Dry run on the CPU with tiny counts: tries the program itself." };
var device = new Option<int>("--device") { Description = "CUDA device number." };
var results = new Option<DirectoryInfo>("--results")
{
    Description = "Folder for the JSON file.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("benchmarks", "results")),
};
var root = new RootCommand("Correctness, inference, whole path and utilisation on a machine with an NVIDIA GPU, in one table.") { model, media, cpu, device, results };
root.SetAction(parsed => new GpuRun(
    parsed.GetValue(model), parsed.GetValue(media), parsed.GetValue(cpu), parsed.GetValue(device), parsed.GetValue(results)!).RunAsync());
return await root.Parse(args).InvokeAsync();
