namespace RealtimeDetect.Simulator.Reports;

/// <summary>Writes the table, the figures and the plots.</summary>
internal static class ResultFiles
{
    /// <summary>Writes <c>simulator.md</c>, <c>simulator.json</c> and a plot of each trace into a folder.</summary>
    public static void Write(string folder, int seed, IReadOnlyList<TraceResult> results)
    {
        string plots = Path.Combine(folder, "simulator");
        Directory.CreateDirectory(plots);
        File.WriteAllText(Path.Combine(folder, "simulator.md"), MarkdownReport.Text(seed, results));
        File.WriteAllText(Path.Combine(folder, "simulator.json"), JsonReport.Text(seed, results) + "\n");
        foreach (TraceResult result in results)
            File.WriteAllText(Path.Combine(plots, $"{result.Trace.Name}.svg"), TracePlot.Draw(result));
    }
}
