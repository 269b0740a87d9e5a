using System.Runtime.InteropServices;

namespace RealtimeDetect.Fuzz;

/// <summary>What the fuzzer needs of the C library.</summary>
internal static unsafe partial class Libc
{
    // Linux, x64 and arm64: read and write; private and anonymous; a thread's processor time.
    private const int ReadWrite = 3, PrivateAnonymous = 0x22, ThreadCpuClock = 3;

    /// <summary>Bytes of a page; every processor's smallest that matters here.</summary>
    public const int PageBytes = 4096;

    /// <summary>Maps whole pages, the last of which may not be touched.</summary>
    /// <param name="usableBytes">Bytes before the last page; a multiple of <see cref="PageBytes"/>.</param>
    public static byte* MapGuarded(nuint usableBytes)
    {
        byte* pages = (byte*)Map(null, usableBytes + PageBytes, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)pages == -1 || Protect(pages + usableBytes, PageBytes, 0) != 0)
            throw new InvalidOperationException($"The system gave no {usableBytes} bytes with a guard page (error {Marshal.GetLastPInvokeError()}).");
        return pages;
    }

    /// <summary>Gives pages of <see cref="MapGuarded"/> back.</summary>
    public static void Unmap(byte* pages, nuint usableBytes)
    {
        if (UnmapPages(pages, usableBytes + PageBytes) != 0)
            throw new InvalidOperationException($"Pages could not be given back (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Processor time of this thread: what other programs on the machine take does not count.</summary>
    public static TimeSpan ThreadTime()
    {
        long* time = stackalloc long[2];
        if (GetTime(ThreadCpuClock, time) != 0)
            throw new InvalidOperationException("The system has no clock of a thread's processor time.");
        return TimeSpan.FromTicks(time[0] * TimeSpan.TicksPerSecond + time[1] / TimeSpan.NanosecondsPerTick);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapPages(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, long* time);
}
