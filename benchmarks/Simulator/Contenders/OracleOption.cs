using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>A point that an oracle may choose for a stream.</summary>
/// <param name="Point">The point.</param>
/// <param name="Compute">Lanes that it occupies, 0 and up.</param>
/// <param name="Utility">Sum of what the viewers get from it.</param>
internal readonly record struct OracleOption(OperatingPoint Point, double Compute, double Utility);
