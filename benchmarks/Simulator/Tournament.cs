using RealtimeDetect.Simulator.Contenders;
using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Reports;
using RealtimeDetect.Simulator.Scoring;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator;

/// <summary>Runs every contender on every trace and writes what came of it.</summary>
internal static class Tournament
{
    // What the oracle must reach for a trace's objective to count as reachable.
    private const double ReachableShare = 0.995;

    /// <summary>Runs the traces of some seeds whose name contains a text, several at a time; writes to a folder where one is given.</summary>
    /// <returns>Whether all that is to be shown is shown.</returns>
    public static bool Run(IReadOnlyList<int> seeds, string? nameContains, string? folder)
    {
        TraceResult[] results =
        [
            .. from seed in seeds.AsParallel().AsOrdered()
               from trace in new TraceCatalog(seed).All()
               where trace.Name.Contains(nameContains ?? "", StringComparison.Ordinal)
               select Run(seed, trace),
        ];
        foreach (TraceResult result in results)
            Console.WriteLine(MarkdownReport.Rows(result));
        Console.WriteLine(Promises.Table(results));
        if (folder is not null)
            ResultFiles.Write(folder, seeds, results);
        return Promises.AllKept(results);
    }

    private static TraceResult Run(int seed, Trace trace)
    {
        (RunRecord oracleRun, Score oracle) = BestOracle(trace);
        int streams = trace.Cameras.Count;
        (string Name, IContender Contender)[] others =
        [
            ("planner", new PlannerContender(streams, trace.Lanes)),
            ("threshold", new ThresholdRule(streams)),
            ("fixed 640", new FixedSetting(640)),
            ("fixed 320", new FixedSetting(320)),
        ];
        var runs = new List<ContenderResult> { new("oracle", oracleRun, oracle) };
        foreach ((string name, IContender contender) in others)
        {
            RunRecord run = World.Run(trace, contender);
            runs.Add(new ContenderResult(name, run, Scorer.Of(trace, run, oracle.UtilityBySecond)));
        }

        return new TraceResult(seed, trace, runs);
    }

    // The most useful that keeps the objective, else the most useful, of the margins that a search by one at a time finds.
    private static (RunRecord Run, Score Score) BestOracle(Trace trace)
    {
        (OracleMargins Margins, RunRecord Run, Score Score) best = Try(trace, OracleMargins.Start);
        foreach (Func<OracleMargins, IEnumerable<OracleMargins>> turn in OracleMargins.Turns)
        {
            best = turn(best.Margins).Select(margins => Try(trace, margins)).Prepend(best)
                .OrderByDescending(run => run.Score.OnTimeShare >= ReachableShare).ThenByDescending(run => run.Score.Utility).First();
        }

        return (best.Run, best.Score);
    }

    private static (OracleMargins Margins, RunRecord Run, Score Score) Try(Trace trace, OracleMargins margins)
    {
        RunRecord run = World.Run(trace, new Oracle(trace, margins));
        return (margins, run, Scorer.Of(trace, run));
    }
}
