using System.Text.RegularExpressions;

namespace RealtimeDetect.Conventions.Tests;

public sealed partial class ConfigurationTableTests
{
    [Fact]
    public void Readme_EverySetting_IsInTheConfigurationTable()
    {
        string[] rows = [.. RepositoryFiles.Lines("README.md").Where(line => line.TrimStart().StartsWith('|'))];

        string[] missing = [.. Settings().Where(setting => !rows.Any(row => row.Contains($"`{setting}`", StringComparison.Ordinal)))];

        Assert.True(missing.Length == 0, $"not in README.md's configuration table: {string.Join(", ", missing)}");
    }

    // An options class says its section itself; the controller's says it in its validator, as Adaptive knows no configuration.
    private static IEnumerable<string> Settings()
    {
        foreach (string file in RepositoryFiles.Under("src/Relay", ".cs"))
        {
            string text = RepositoryFiles.Text(file);
            if (SectionName().Match(text) is not { Success: true } section)
                continue;
            string options = file.EndsWith("/ControllerOptionsValidator.cs", StringComparison.Ordinal)
                ? RepositoryFiles.Text("src/Adaptive/ControllerOptions.cs")
                : text;
            foreach (Match property in Property().Matches(options))
                yield return $"{section.Groups[1].Value}:{property.Groups[1].Value}";
        }
    }

    [GeneratedRegex("const string SectionName = \"([^\"]+)\"")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"^    public (?!const|static)[\w<>\[\]?, ]+ (\w+) \{ get;(?: set;| init;)? \}", RegexOptions.Multiline)]
    private static partial Regex Property();
}
