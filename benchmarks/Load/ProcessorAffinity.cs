using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Load;

/// <summary>Which cores a process runs on, so that what is measured and what loads it do not take them from one another. Linux only.</summary>
internal static partial class ProcessorAffinity
{
    /// <summary>Keeps the present threads of a process, and those that they start, on some cores.</summary>
    /// <param name="process">The process.</param>
    /// <param name="firstCore">The first of them, from 0.</param>
    /// <param name="count">How many; with the first at most 64.</param>
    /// <exception cref="Win32Exception">The system has no such core, or does not allow it.</exception>
    public static void Set(Process process, int firstCore, int count)
    {
        ulong mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << firstCore;
        foreach (string task in Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
        {
            // A thread may have ended since the folder was read.
            if (SetAffinity(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), sizeof(ulong), mask) != 0 && Directory.Exists(task))
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Cores {firstCore} to {firstCore + count - 1} cannot be had.");
        }
    }

    /// <summary>Keeps the calling thread on one core.</summary>
    public static void SetThread(int core)
    {
        if (SetAffinity(0, sizeof(ulong), 1UL << core) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Core {core} cannot be had.");
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint maskBytes, in ulong mask);
}
