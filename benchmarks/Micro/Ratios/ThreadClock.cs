using System.Runtime.InteropServices;

namespace RealtimeDetect.Micro.Ratios;

/// <summary>The calling thread's own processor time: Linux's CLOCK_THREAD_CPUTIME_ID.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Milliseconds of processor time so far.</summary>
    public static double Milliseconds() =>
        GetTime(ThreadProcessorTime, out TimeSpec time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6) : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
