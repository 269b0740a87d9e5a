using System.CommandLine;
using RealtimeDetect.Tracking;

var model = new Option<FileInfo>("--model") { Required = true, Description = "YOLOv8 detection export." };
var video = new Option<FileInfo>("--video") { Required = true, Description = "A video that ffmpeg can read." };
var size = new Option<int>("--inference-size")
{
    Description = "Longer side of the network's input, a multiple of 32.",
    DefaultValueFactory = _ => 640,
};
var results = new Option<DirectoryInfo>("--results")
{
    Description = "Folder for the JSON file.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("benchmarks", "results")),
};
var command = new RootCommand("Compares boxes that the tracker carries between detections with a full detection of every frame.")
{
    model, video, size, results,
};
command.SetAction(parsed => TrackingRun.Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(video), parsed.GetValue(size), parsed.GetRequiredValue(results)));
return command.Parse(args).Invoke();
