using System.CommandLine;
using RealtimeDetect.Accuracy;

var model = new Option<FileInfo>("--model") { Required = true, Recursive = true, Description = "YOLOv8 detection export." };
var data = new Option<DirectoryInfo>("--data")
{
    Required = true,
    Recursive = true,
    Description = "Data set: photos anywhere below images/, YOLO text labels in the same place below labels/.",
};
var sizes = new Option<string>("--sizes")
{
    Recursive = true,
    Description = "Longer sides of the network input, comma-separated multiples of 32.",
    DefaultValueFactory = _ => "320,352,384,416,448,480,512,544,576,608,640",
};
var results = new Option<DirectoryInfo>("--results")
{
    Recursive = true,
    Description = "Folder for the JSON file.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("benchmarks", "results")),
};
var media = new Option<DirectoryInfo>("--media") { Description = "Folder whose 16:9 JPEGs and (with ffmpeg) 16:9 videos are compared, too." };

var command = new RootCommand("Measures mAP50 and mAP50-95 of the product's own codec and detector, FP32 and FP16.") { model, data, sizes, results };
command.SetAction(parsed => AccuracyRun.Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), Sizes(parsed), parsed.GetRequiredValue(results)));

var geometry = new Command("geometry", "Compares square, phase-keeping and minimal rectangle.") { media };
geometry.SetAction(parsed => GeometryRun.Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), Sizes(parsed), parsed.GetValue(media), parsed.GetRequiredValue(results)));
command.Add(geometry);

var cut = new Command("cut", "Compares the prepared graph with the file as it is; fails where they differ.");
cut.SetAction(parsed => CutRun.Run(parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetRequiredValue(results)));
command.Add(cut);

var codec = new Command("codec", "Compares the splice codec's network input with libjpeg-turbo's, on photos of twice their size.");
codec.SetAction(parsed => CodecRun.Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), Sizes(parsed), parsed.GetRequiredValue(results)));
command.Add(codec);
return command.Parse(args).Invoke();

int[] Sizes(ParseResult parsed) => [.. parsed.GetRequiredValue(sizes).Split(',').Select(int.Parse)];
