using System.CommandLine;
using System.Text.Json;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Load;
using RealtimeDetect.Load.Naive;

string[] scenarios =
[
    "load", "ratio", "naive", "stalled-viewer", "weak-link", "flood", "poll", "schedule", "allocation", "first-frames", "fairness",
    "h264", CarryScenario.Name, OverloadScenario.Name,
];
var scenario = new Option<string>("--scenario") { DefaultValueFactory = _ => "load", Description = string.Join(", ", scenarios) };
scenario.AcceptOnlyFromAmong(scenarios);
var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 1 };
var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 1, Description = "viewers of each camera" };
var fps = new Option<int>("--fps") { DefaultValueFactory = _ => 30, Description = "of each camera; 0 for as fast as acks come" };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20 };
var minutes = new Option<int>("--minutes") { Description = "length in minutes, in place of --seconds" };
var codec = new Option<string>("--codec") { DefaultValueFactory = _ => "jpeg", Description = "of the viewer of weak-link: jpeg or h264" };
codec.AcceptOnlyFromAmong("jpeg", "h264");
var published = new Option<string?>("--published") { Description = "assembly of a published server, for first-frames" };
var size = new Option<string>("--size") { DefaultValueFactory = _ => "1280x720" };
var inferenceSize = new Option<int>("--inference-size") { DefaultValueFactory = _ => 640 };
var model = new Option<string?>("--model") { Description = "YOLOv8 detection model; the embedded one if none is named" };
var results = new Option<string?>("--results") { Description = "folder for a JSON file with the figures and the machine" };
var root = new RootCommand("Cameras and viewers over loopback against the real server.")
{
    scenario, cameras, viewers, fps, seconds, size, inferenceSize, model, results, minutes, codec, published,
};
root.SetAction(async (parsed, stop) =>
{
    int[] sides = [.. parsed.GetValue(size)!.Split('x').Select(int.Parse)];
    var options = new LoadOptions(
        parsed.GetValue(scenario)!, parsed.GetValue(cameras), parsed.GetValue(viewers), parsed.GetValue(fps),
        parsed.GetValue(minutes) is > 0 and var length ? 60 * length : parsed.GetValue(seconds),
        sides[0], sides[1], parsed.GetValue(inferenceSize), parsed.GetValue(model), parsed.GetValue(results), parsed.GetValue(codec)!, parsed.GetValue(published));
    object figures = options.Scenario switch
    {
        "ratio" => await RatioScenario.RunAsync(options),
        "naive" => await NaiveScenario.RunAsync(options),
        "stalled-viewer" => await StalledViewerScenario.RunAsync(options),
        "weak-link" => await WeakLinkScenario.RunAsync(options),
        "flood" => await FloodScenario.RunAsync(options),
        CarryScenario.Name => await CarryScenario.RunAsync(options),
        OverloadScenario.Name => await OverloadScenario.RunAsync(options),
        "poll" => await PollScenario.RunAsync(options),
        "schedule" => await ScheduleScenario.RunAsync(options),
        "allocation" => await AllocationScenario.RunAsync(options),
        "first-frames" => await FirstFramesScenario.RunAsync(options),
        "h264" => await H264Scenario.RunAsync(options),
        "fairness" => await FairnessScenario.RunAsync(options),
        _ => await LoadScenario.RunAsync(options),
    };
    var json = new JsonSerializerOptions { WriteIndented = true };
    string text = JsonSerializer.Serialize(new { options.Scenario, Machine = MachineDescription.Read(), Figures = figures }, json);
    Console.WriteLine(text);
    if (options.ResultsFolder is { } folder)
    {
        Directory.CreateDirectory(folder);
        string variant = (options.Published is null ? "" : "-published") + (options.Codec == "jpeg" ? "" : $"-{options.Codec}");
        await File.WriteAllTextAsync(Path.Combine(folder, $"load-{options.Scenario}{variant}-{options.InferenceSize}.json"), text + "\n", stop);
    }
});
return await root.Parse(args).InvokeAsync();
