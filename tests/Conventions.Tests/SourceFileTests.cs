using System.Text.RegularExpressions;

namespace RealtimeDetect.Conventions.Tests;

public sealed partial class SourceFileTests
{
    private const int LongestFileLines = 300;

    [Fact]
    public void SourceFiles_Length_IsAtMost300Lines()
    {
        string[] files = [.. RepositoryFiles.Under("src", ".cs"), .. RepositoryFiles.Under("static", ".js")];

        Assert.NotEmpty(files);
        Assert.Empty(files
            .Select(file => (File: file, Lines: RepositoryFiles.Lines(file).Length))
            .Where(entry => entry.Lines > LongestFileLines)
            .Select(entry => $"{entry.File}: {entry.Lines} lines"));
    }

    [Fact]
    public void SourceFiles_TopLevelType_IsOneAndNamesTheFile()
    {
        Assert.Empty(RepositoryFiles.Under("src", ".cs")
            .Select(file => (File: file, Types: TopLevelTypes(file)))
            .Where(entry => !(entry.Types.Count == 1 && entry.Types[0] == TypeName(entry.File)))
            .Where(entry => !IsTopLevelProgram(entry.File, entry.Types))
            .Select(entry => $"{entry.File}: {string.Join(", ", entry.Types)}"));
    }

    // File-scoped namespaces leave top-level types at the line's start.
    private static List<string> TopLevelTypes(string file) =>
        [.. RepositoryFiles.Lines(file)
            .Select(line => TypeDeclaration().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)];

    // X.Log.cs is the log half of X.
    private static string TypeName(string file) => Path.GetFileName(file).Split('.')[0];

    private static bool IsTopLevelProgram(string file, List<string> types) => file == "src/Relay/Program.cs" && types.Count == 0;

    [GeneratedRegex(
        @"^(?:public |internal |file |sealed |static |abstract |partial |readonly |ref |unsafe )*" +
        @"(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>\[\]?]+) (\w+)")]
    private static partial Regex TypeDeclaration();
}
