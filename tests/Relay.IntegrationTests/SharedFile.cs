namespace RealtimeDetect.Relay.IntegrationTests;

/// <summary>Files of the shared folder beside the repository.</summary>
internal static class SharedFile
{
    /// <summary>Full path of a file; skips the running test where it is absent.</summary>
    public static string Require(string relativePath)
    {
        string? path = RepositoryPaths.Shared(relativePath);
        Assert.SkipWhen(path is null, $"../shared/{relativePath} is not on this machine");
        return path;
    }

    /// <summary>The bytes of a file; skips the running test where it is absent.</summary>
    public static byte[] Read(string relativePath) => File.ReadAllBytes(Require(relativePath));
}
