using System.CommandLine;
using System.Text.Json;
using RealtimeDetect.Fuzz;
using RealtimeDetect.Inference.Imaging;

var cases = new Option<long>("--cases") { DefaultValueFactory = _ => 1_000_000, Description = "most inputs" };
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "longest run" };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "gives the same inputs again" };
var photos = new Option<DirectoryInfo>("--photos") { Required = true, Description = "folder with JPEGs to start from" };
var results = new Option<DirectoryInfo?>("--results") { Description = "folder for a JSON file with the figures and the machine" };
var root = new RootCommand("Damaged JPEGs through the splice codec, behind guard pages, with libjpeg-turbo as the judge.")
{
    cases, minutes, seed, photos, results,
};
root.SetAction(parsed =>
{
    NativeBuffer.Allocator = new GuardedAllocator();
    string[] files = [.. parsed.GetRequiredValue(photos).GetFiles("*.jpg").Select(file => file.FullName).Order(StringComparer.Ordinal)];
    var run = new FuzzRun(Seeds.From(files), parsed.GetValue(seed), parsed.GetValue(cases), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    FuzzResult result = run.Run();
    string text = JsonSerializer.Serialize(result, new JsonSerializerOptions { WriteIndented = true });
    Console.WriteLine(text);
    if (parsed.GetValue(results) is { } folder)
        File.WriteAllText(Path.Combine(folder.FullName, "fuzz-splice.json"), text + "\n");
    return result.Failures.Count == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
