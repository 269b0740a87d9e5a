using System.Text.RegularExpressions;

namespace RealtimeDetect.Conventions.Tests;

public sealed partial class LogEventTests
{
    [Fact]
    public void LogEvents_Ids_AreUnique()
    {
        Assert.Empty(Events()
            .GroupBy(entry => entry.Id)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.File))}"));
    }

    [Theory]
    [InlineData("Ingest", 1000)]
    [InlineData("Pipeline", 2000)]
    [InlineData("Streams", 3000)]
    [InlineData("Viewers", 4000)]
    [InlineData("Control", 5000)]
    [InlineData("Hosting", 6000)]
    public void LogEvents_OfAFolder_AreInItsThousand(string folder, int first)
    {
        Assert.Empty(Events()
            .Where(entry => entry.File.StartsWith($"src/Relay/{folder}/", StringComparison.Ordinal))
            .Where(entry => entry.Id < first || entry.Id >= first + 1000)
            .Select(entry => $"{entry.File}: {entry.Id}"));
    }

    private static IEnumerable<(string File, int Id)> Events() =>
        from file in RepositoryFiles.Under("src", ".cs")
        from Match match in LogEvent().Matches(RepositoryFiles.Text(file))
        select (file, int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LogEvent();
}
