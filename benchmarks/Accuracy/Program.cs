using System.CommandLine;
using RealtimeDetect.Accuracy;

var model = new Option<FileInfo>("--model") { Required = true, Description = "YOLOv8 detection export." };
var data = new Option<DirectoryInfo>("--data")
{
    Required = true,
    Description = "Data set: photos anywhere below images/, YOLO text labels in the same place below labels/.",
};
var sizes = new Option<string>("--sizes")
{
    Description = "Longer sides of the network input, comma-separated multiples of 32.",
    DefaultValueFactory = _ => "320,416,480,544,640",
};
var results = new Option<DirectoryInfo>("--results")
{
    Description = "Folder for the JSON file.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("benchmarks", "results")),
};
var command = new RootCommand("Measures mAP50 and mAP50-95 of the product's own codec and detector.") { model, data, sizes, results };
command.SetAction(parsed => AccuracyRun.Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(data),
    [.. parsed.GetRequiredValue(sizes).Split(',').Select(int.Parse)], parsed.GetRequiredValue(results)));
return command.Parse(args).Invoke();
