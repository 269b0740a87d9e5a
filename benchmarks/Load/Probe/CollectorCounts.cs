using System.Globalization;

namespace RealtimeDetect.Load.Probe;

/// <summary>What the server's garbage collector has done since its start.</summary>
/// <param name="AllocatedBytes">Bytes allocated.</param>
/// <param name="Gen0">Collections of generation 0 and above.</param>
/// <param name="Gen1">Of generation 1 and above.</param>
/// <param name="Gen2">Of generation 2.</param>
internal readonly record struct CollectorCounts(long AllocatedBytes, int Gen0, int Gen1, int Gen2)
{
    /// <summary>Reads what the probe in the server wrote last: at most a second old.</summary>
    public static CollectorCounts Read(string file)
    {
        long[] values = [.. File.ReadAllText(file).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        return new CollectorCounts(values[0], (int)values[1], (int)values[2], (int)values[3]);
    }
}
