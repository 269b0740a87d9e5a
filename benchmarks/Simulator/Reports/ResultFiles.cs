namespace RealtimeDetect.Simulator.Reports;

/// <summary>Writes the table, the figures and the plots.</summary>
internal static class ResultFiles
{
    /// <summary>Writes <c>simulator.md</c>, <c>simulator.json</c> and a plot of each trace of the first seed into a folder.</summary>
    public static void Write(string folder, IReadOnlyList<int> seeds, IReadOnlyList<TraceResult> results)
    {
        TraceResult[] first = [.. results.Where(result => result.Seed == seeds[0])];
        string plots = Path.Combine(folder, "simulator");
        Directory.CreateDirectory(plots);
        File.WriteAllText(Path.Combine(folder, "simulator.md"), MarkdownReport.Text(seeds, results));
        File.WriteAllText(Path.Combine(folder, "simulator.json"), JsonReport.Text(results) + "\n");
        foreach (TraceResult result in first)
            File.WriteAllText(Path.Combine(plots, $"{result.Trace.Name}.svg"), TracePlot.Draw(result));
    }
}
