namespace RealtimeDetect.TestKit;

/// <summary>What something allocates each time once everything is warm.</summary>
public static class SteadyState
{
    /// <summary>Rounds to try: one that met no allocation of the runtime's own is among them.</summary>
    private const int Rounds = 5;

    /// <summary>Runs of one round, so that what is allocated every few runs is seen too.</summary>
    private const int RunsPerRound = 20;

    /// <summary>The bytes that a run allocates on this thread, on average over the round that allocated least.</summary>
    /// <remarks>
    /// The runtime allocates now and then on whatever thread it happens to be, once: a cache of casts that other tests have
    /// filled grows. What the run itself allocates, it allocates in every round.
    /// </remarks>
    /// <param name="run">Run again and again; warm already.</param>
    public static double AllocatedBytes(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        long least = long.MaxValue;
        for (int i = 0; i < Rounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int j = 0; j < RunsPerRound; j++)
                run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return (double)least / RunsPerRound;
    }
}
