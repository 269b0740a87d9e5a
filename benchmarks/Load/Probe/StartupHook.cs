using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime;

/// <summary>Runs in the server's process when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: writes the collector's and the compiler's counts to a file.</summary>
/// <remarks>The runtime looks for exactly this name, without a namespace. The server itself is unchanged.</remarks>
[SuppressMessage("Design", "CA1050", Justification = "The runtime looks for it in no namespace.")]
internal static class StartupHook
{
    /// <summary>Environment variable with the file's path.</summary>
    public const string FileVariable = "RELAY_PROBE_FILE";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Called by the runtime before the server's own code.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } path)
            return;
        var thread = new Thread(() => Run(path)) { IsBackground = true, Name = "probe" };
        thread.Start();
    }

    // One line: bytes allocated since the start, collections of generation 0, 1 and 2, methods compiled.
    private static void Run(string path)
    {
        string next = path + ".next";
        while (true)
        {
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {JitInfo.GetCompiledMethodCount()}");
            File.WriteAllText(next, line);
            File.Move(next, path, overwrite: true);
            Thread.Sleep(Interval);
        }
    }
}
