namespace RealtimeDetect.TestKit;

/// <summary>Finds the repository, and the shared folder beside it, from wherever a test runs.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder of <c>RealtimeDetect.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of a file of the shared folder, such as <c>media/bus.jpg</c>; null where it is absent.</summary>
    public static string? Shared(string relativePath)
    {
        string path = Path.Combine(Root, "..", "shared", relativePath);
        return File.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RealtimeDetect.sln")))
                return at.FullName;
        }
        throw new InvalidOperationException($"No RealtimeDetect.sln above {AppContext.BaseDirectory}.");
    }
}
