using System.Text.RegularExpressions;

namespace RealtimeDetect.Conventions.Tests;

/// <summary>The repository's files, found from the test's own folder upwards.</summary>
internal static partial class RepositoryFiles
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths, from the root, of the hand-written files of an extension under a folder; none where it is absent.</summary>
    public static IReadOnlyList<string> Under(string folder, string extension)
    {
        string path = Path.Combine(Root, folder);
        if (!Directory.Exists(path))
            return [];
        return [.. Directory.EnumerateFiles(path, "*" + extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !BuildOutput().IsMatch(file))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>The text of a file.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The lines of C# without what stands behind `//`; a banned word may be talked about.</summary>
    public static IEnumerable<(int Number, string Code)> CodeLines(string path) =>
        Lines(path).Select((line, i) => (i + 1, Comment().Replace(line, "")));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RealtimeDetect.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("RealtimeDetect.sln is in no folder above the tests.");
    }

    [GeneratedRegex("(^|/)(bin|obj|node_modules|publish)/")]
    private static partial Regex BuildOutput();

    // Not the // of an address within a string.
    [GeneratedRegex("(?<![:\"])//.*$")]
    private static partial Regex Comment();
}
