using System.Runtime.InteropServices;

namespace RealtimeDetect.Accuracy;

/// <summary>The machine that figures were made on.</summary>
/// <param name="Processor">The processor's name, as Linux gives it.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET runtime.</param>
internal sealed record MachineDescription(string Processor, int Cores, string System, string Runtime)
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string ProcessorKey = "model name";

    /// <summary>Describes this machine.</summary>
    public static MachineDescription Read() =>
        new(ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);

    private static string ProcessorName()
    {
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(text => text.StartsWith(ProcessorKey, StringComparison.Ordinal))
            : null;
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
