using System.Diagnostics;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Models;

namespace RealtimeDetect.Load;

/// <summary>Nothing but the network, with the product's geometry, sessions and threads: what the whole product is compared with.</summary>
/// <remarks><b>Ownership:</b> owns its detectors.</remarks>
internal sealed class BareLoop : IDisposable
{
    private readonly IDetector[] _detectors;
    private readonly PixelSize _input;

    /// <summary>Makes one detector per core, each with one thread, as the product does on two cores.</summary>
    public BareLoop(LoadOptions options)
    {
        YoloV8Model model = options.Model is { } path ? YoloV8Model.Load(path) : ModelLoader.LoadEmbedded();
        var detector = new DetectorOptions { Execution = ExecutionPreference.Cpu, IntraOpThreads = 1 };
        _detectors = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => DetectorFactory.Create(model, detector).Detector)];
        _input = Letterbox.Fit(new PixelSize(options.Width, options.Height), options.InferenceSize).Input;
    }

    /// <summary>Runs all detectors side by side for a time; inferences a second.</summary>
    public double Run(TimeSpan length)
    {
        long runs = 0;
        Thread[] threads = [.. _detectors.Select(detector => new Thread(() => Interlocked.Add(ref runs, Run(detector, length))))];
        long start = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return runs / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDetector detector in _detectors)
            detector.Dispose();
    }

    private long Run(IDetector detector, TimeSpan length)
    {
        detector.Input(_input).Fill(Letterbox.PaddingValue);
        long start = Stopwatch.GetTimestamp();
        long runs = 0;
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            detector.Run();
            runs++;
        }
        return runs;
    }
}
