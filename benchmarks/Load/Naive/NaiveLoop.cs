using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Load.Naive;

/// <summary>Runs the naive path without any server around it, on all cores.</summary>
/// <remarks><b>Ownership:</b> owns its sessions.</remarks>
internal sealed class NaiveLoop : IDisposable
{
    private readonly InferenceSession _allThreads;
    private readonly InferenceSession _oneThread;
    private readonly int _side;

    /// <summary>Loads the model twice: with ONNX Runtime's own choice of threads, and with one for use from several threads.</summary>
    public NaiveLoop(byte[] model, int side)
    {
        _side = side;
        _allThreads = new InferenceSession(model);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _oneThread = new InferenceSession(model, options);
    }

    /// <summary>Frames a second of some streams, each on a thread of its own, that share one session as it comes.</summary>
    public double Throughput(IReadOnlyList<byte[]> frames, int streams, TimeSpan length) => Run(_allThreads, streams, frames, length);

    /// <summary>Frames a second with a frame on each core and one thread to an inference: the naive path with its threads tuned.</summary>
    public double TunedThroughput(IReadOnlyList<byte[]> frames, TimeSpan length) => Run(_oneThread, Environment.ProcessorCount, frames, length);

    /// <summary>Median milliseconds of a frame, one at a time on all cores.</summary>
    public double Delay(IReadOnlyList<byte[]> frames, TimeSpan length)
    {
        using var path = new NaivePath(_allThreads, _side);
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            long frame = Stopwatch.GetTimestamp();
            path.Process(frames[times.Count % frames.Count]);
            times.Add(Stopwatch.GetElapsedTime(frame).TotalMilliseconds);
        }
        return Percentiles.Of(times).P50;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _allThreads.Dispose();
        _oneThread.Dispose();
    }

    private double Run(InferenceSession session, int threads, IReadOnlyList<byte[]> frames, TimeSpan length)
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Work()
        {
            using var path = new NaivePath(session, _side);
            while (Stopwatch.GetElapsedTime(start) < length)
                path.Process(frames[Interlocked.Increment(ref count) % frames.Count]);
        }
    }
}
