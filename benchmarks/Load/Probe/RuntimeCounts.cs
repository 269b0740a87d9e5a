using System.Globalization;

namespace RealtimeDetect.Load.Probe;

/// <summary>What the server's garbage collector and compiler have done since its start.</summary>
/// <param name="AllocatedBytes">Bytes allocated.</param>
/// <param name="Gen0">Collections of generation 0 and above.</param>
/// <param name="Gen1">Of generation 1 and above.</param>
/// <param name="Gen2">Of generation 2.</param>
/// <param name="CompiledMethods">Methods compiled, for the first time or anew.</param>
internal readonly record struct RuntimeCounts(long AllocatedBytes, int Gen0, int Gen1, int Gen2, long CompiledMethods)
{
    /// <summary>Reads what the probe in the server wrote last: at most a quarter of a second old.</summary>
    public static RuntimeCounts Read(string file)
    {
        long[] values = [.. File.ReadAllText(file).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        return new RuntimeCounts(values[0], (int)values[1], (int)values[2], (int)values[3], values[4]);
    }
}
