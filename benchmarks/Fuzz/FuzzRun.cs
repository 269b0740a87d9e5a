using System.Diagnostics;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Fuzz;

/// <summary>Runs cases on all processors until there have been enough or the time is over.</summary>
internal sealed class FuzzRun(List<byte[]> seeds, int seed, long caseLimit, TimeSpan timeLimit)
{
    // Processor time of one input, by the issue that asks for the fuzzer.
    private static readonly TimeSpan HangLimit = TimeSpan.FromMilliseconds(50);

    // Cases whose time does not count, while code is being compiled; and cases after which a thread takes new buffers.
    private const int WarmUpCases = 3000, CasesPerCodec = 2000;

    private const int MaxFailures = 100;

    private readonly Lock _lock = new();
    private readonly List<string> _failures = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _next, _done, _spliced, _fellBack, _rejected;
    private TimeSpan _slowest;

    /// <summary>Runs to the end.</summary>
    public FuzzResult Run()
    {
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(i => new Thread(Work) { Name = $"fuzz-{i}" })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return new FuzzResult(
            MachineDescription.Read(), seed, _done, Math.Round(_clock.Elapsed.TotalSeconds, 1), _spliced, _fellBack, _rejected,
            Math.Round(_slowest.TotalMilliseconds, 2), _failures);
    }

    private void Work()
    {
        for (bool isGoingOn = true; isGoingOn;)
        {
            using var fuzzCase = new FuzzCase();
            for (int i = 0; i < CasesPerCodec && isGoingOn; i++)
                isGoingOn = RunNext(fuzzCase);
        }
    }

    private bool RunNext(FuzzCase fuzzCase)
    {
        long number = Interlocked.Increment(ref _next) - 1;
        if (number >= caseLimit || _clock.Elapsed > timeLimit)
            return false;
        // Each case has random numbers of its own, so that it can be run again alone.
        var random = new Random(HashCode(seed, number));
        byte[] input = Mutator.Apply(seeds[random.Next(seeds.Count)], random);
        string? failure;
        try
        {
            failure = fuzzCase.Run(input, random);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e.ToString();
        }
        Count(number, fuzzCase, failure);
        return true;
    }

    private void Count(long number, FuzzCase fuzzCase, string? failure)
    {
        lock (_lock)
        {
            _done++;
            bool isOk = fuzzCase.Outcome == JpegOutcome.Ok;
            _spliced += fuzzCase.IsSpliced ? 1 : 0;
            _fellBack += isOk && !fuzzCase.IsSpliced ? 1 : 0;
            _rejected += isOk ? 0 : 1;
            if (number >= WarmUpCases && fuzzCase.Time > _slowest)
                _slowest = fuzzCase.Time;
            if (number >= WarmUpCases && fuzzCase.Time > HangLimit)
                failure ??= $"took {fuzzCase.Time.TotalMilliseconds:F1} ms";
            if (failure is not null && _failures.Count < MaxFailures)
                _failures.Add($"case {number}: {failure}");
            if (_done % 100_000 == 0)
                Console.WriteLine($"{_done} cases in {_clock.Elapsed.TotalSeconds:F0} s, {_failures.Count} failures");
        }
    }

    // The same in every process, unlike System.HashCode.
    private static int HashCode(int seed, long number) => (int)(((ulong)number * 0x9E37_79B9_7F4A_7C15 + (ulong)seed * 0xC2B2_AE3D_27D4_EB4F >> 32));
}
