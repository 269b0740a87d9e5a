using Xunit;

namespace RealtimeDetect.Inference.Tests;

/// <summary>Finds files of the shared folder beside the repository; a test is skipped where they are absent.</summary>
internal static class SharedMaterial
{
    /// <summary>Full path of a file of the shared folder, such as <c>media/bus.jpg</c>; skips the running test without it.</summary>
    public static string Require(string relativePath)
    {
        string? path = Find(relativePath);
        Assert.SkipWhen(path is null, $"../shared/{relativePath} is not on this machine");
        return path;
    }

    private static string? Find(string relativePath)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealtimeDetect.sln")))
            folder = folder.Parent;

        if (folder?.Parent is null)
            return null;
        string path = Path.Combine(folder.Parent.FullName, "shared", relativePath);
        return File.Exists(path) ? path : null;
    }
}
