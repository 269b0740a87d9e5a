using RealtimeDetect.Accuracy;

namespace RealtimeDetect.Fuzz;

/// <summary>What a run of the fuzzer found.</summary>
/// <param name="Machine">Where it ran.</param>
/// <param name="Seed">Gives the same cases again.</param>
/// <param name="Cases">Inputs.</param>
/// <param name="Seconds">Duration.</param>
/// <param name="Spliced">Inputs that kept their bits.</param>
/// <param name="FellBack">Inputs accepted that libjpeg-turbo took instead.</param>
/// <param name="Rejected">Inputs rejected.</param>
/// <param name="SlowestMs">Most processor time for one input, in milliseconds.</param>
/// <param name="Failures">What went wrong, with the case's number; the first hundred.</param>
internal sealed record FuzzResult(
    MachineDescription Machine, int Seed, long Cases, double Seconds, long Spliced, long FellBack, long Rejected, double SlowestMs, IReadOnlyList<string> Failures);
