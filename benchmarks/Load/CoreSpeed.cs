using System.Numerics;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Load;

/// <summary>
/// How long a core takes for the same few milliseconds of arithmetic, in processor time of its own, so that what else runs on the core does
/// not count: the machine is shared, and its speed drifts.
/// </summary>
/// <remarks><b>Threading:</b> a thread of its own, on that core, measures; <see cref="MedianMs"/> from any thread. <b>Ownership:</b> disposing ends the thread.</remarks>
internal sealed partial class CoreSpeed : IDisposable
{
    // Two arrays that stay in the first cache, multiplied and added as a network does it: some 3 ms.
    private const int Length = 2048;
    private const int Rounds = 20_000;
    private const int ThreadCpuTime = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _lock = new();
    private readonly List<(TimeSpan At, double Ms)> _measured = [];
    private readonly Thread _thread;

    /// <summary>Starts to measure a core of this machine.</summary>
    /// <param name="core">Which, from 0.</param>
    /// <param name="clock">The time that measurements are noted with.</param>
    public CoreSpeed(int core, Func<TimeSpan> clock)
    {
        _thread = new Thread(() => Run(core, clock)) { IsBackground = true, Name = "core-speed" };
        _thread.Start();
    }

    /// <summary>Median of what was measured between two times, milliseconds; 0 where nothing was.</summary>
    public double MedianMs(TimeSpan from, TimeSpan to)
    {
        lock (_lock)
            return Percentiles.Of(_measured.Where(value => value.At >= from && value.At < to).Select(value => value.Ms)).P50;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(int core, Func<TimeSpan> clock)
    {
        ProcessorAffinity.SetThread(core);
        float[] a = new float[Length], b = new float[Length];
        a.AsSpan().Fill(0.5f);
        b.AsSpan().Fill(0.25f);
        Vector<float> sum = default;
        do
        {
            double start = CpuMs();
            for (int i = 0; i < Rounds; i++)
                sum += Products(a, b);
            double ms = CpuMs() - start;
            lock (_lock)
                _measured.Add((clock(), ms));
        }
        while (!_stop.Wait(Interval));
        GC.KeepAlive(sum);
    }

    private static Vector<float> Products(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sum = default;
        for (int i = 0; i < a.Length; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        return sum;
    }

    private static double CpuMs()
    {
        if (ReadClock(ThreadCpuTime, out TimeSpec time) != 0)
            throw new InvalidOperationException("The system does not tell a thread's processor time.");
        return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
