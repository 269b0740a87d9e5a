using System.Text.Json;

namespace RealtimeDetect.Accuracy;

/// <summary>Writes figures to the results folder.</summary>
internal static class ResultFile
{
    // Names as in the statistics of the product; a file for people, so indented.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a report to <c>NAME.json</c> and says so.</summary>
    public static void Write<T>(DirectoryInfo folder, string name, T report)
    {
        folder.Create();
        string path = Path.Combine(folder.FullName, name + ".json");
        File.WriteAllText(path, JsonSerializer.Serialize(report, Format) + "\n");
        Console.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
    }
}
