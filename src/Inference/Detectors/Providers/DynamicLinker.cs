using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Detectors.Providers;

/// <summary>Asks the system's dynamic linker whether a library can be loaded, and why not, in its own words.</summary>
internal static partial class DynamicLinker
{
    // Resolve symbols when they are called; the constant of every Linux C library.
    private const int Lazily = 1;

    /// <summary>Loads and releases a library.</summary>
    /// <param name="name">A name for the search path, or a full path.</param>
    /// <returns>The linker's message; null where the library loads.</returns>
    public static string? WhyNot(string name)
    {
        // The runtime looks a function up at its first call, with the same linker: that would take the message's place.
        _ = Error();
        nint library = Open(name, Lazily);
        if (library == 0)
            return Marshal.PtrToStringUTF8(Error()) ?? $"{name}: cannot be loaded";
        _ = Close(library);
        return null;
    }

    [LibraryImport("libdl.so.2", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Open(string name, int flags);

    [LibraryImport("libdl.so.2", EntryPoint = "dlerror")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Error();

    [LibraryImport("libdl.so.2", EntryPoint = "dlclose")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(nint library);
}
