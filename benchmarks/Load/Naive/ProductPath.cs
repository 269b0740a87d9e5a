using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Load.Naive;

/// <summary>The product's own lanes, from a camera's bytes to a published frame with its metadata, without a server around them.</summary>
/// <remarks><b>Ownership:</b> owns its lanes and detectors.</remarks>
internal sealed class ProductPath : IDisposable
{
    private readonly ModelCatalog _models;
    private readonly FrameScheduler _scheduler;
    private readonly FrameLane[] _lanes;
    private readonly PathStream[] _streams;

    /// <summary>Makes a lane per core, each with a detector of one thread, and one detector with all threads for <see cref="Delay"/>.</summary>
    public ProductPath(string modelFile, int inferenceSize)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile);
        int cores = Environment.ProcessorCount;
        var one = new DetectorOptions { Execution = ExecutionPreference.Cpu, IntraOpThreads = 1 };
        IDetector all = DetectorFactory.Create(model, one with { IntraOpThreads = cores, AllowSpinning = true }).Detector;
        _models = new ModelCatalog(new DetectorPool([.. Enumerable.Range(0, cores).Select(_ => DetectorFactory.Create(model, one).Detector)], all));
        var plan = new LanePlan(cores, 1);
        _scheduler = new FrameScheduler(plan, new LaneSchedule(plan, TimeProvider.System));
        var options = new PipelineOptions();
        _lanes = [.. Enumerable.Range(0, cores).Select(_ => new FrameLane(
            FrameCodecFactory.Create(options.Codec), _models, options, long.MaxValue, TimeProvider.System, NullLogger.Instance))];
        _streams = [.. _lanes.Select(_ => new PathStream(_models.Main.Model.Name, inferenceSize, _scheduler))];
    }

    /// <summary>Frames a second with a frame on each core.</summary>
    public double Throughput(IReadOnlyList<byte[]> frames, TimeSpan length)
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] workers = [.. Enumerable.Range(0, _lanes.Length).Select(lane => new Thread(() => Work(lane)))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Work(int lane)
        {
            while (Stopwatch.GetElapsedTime(start) < length)
                _lanes[lane].Process(_streams[lane].Next(frames[Interlocked.Increment(ref count) % frames.Count], LaneMode.Throughput, TimeProvider.System));
        }
    }

    /// <summary>Median milliseconds of a frame, one at a time on all cores.</summary>
    public double Delay(IReadOnlyList<byte[]> frames, TimeSpan length)
    {
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            long frame = Stopwatch.GetTimestamp();
            _lanes[0].Process(_streams[0].Next(frames[times.Count % frames.Count], LaneMode.Delay, TimeProvider.System));
            times.Add(Stopwatch.GetElapsedTime(frame).TotalMilliseconds);
        }
        return Percentiles.Of(times).P50;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable part in _lanes.Concat<IDisposable>(_streams))
            part.Dispose();
        _models.Dispose();
    }
}
