namespace RealtimeDetect.Adaptive;

/// <summary>A point that was weighed and not taken.</summary>
/// <param name="Point">The point.</param>
/// <param name="Utility">What it would be worth with every frame in time; 1 is the default starting point.</param>
/// <param name="DelayMs">Milliseconds from capture to paint that nearly no frame would exceed.</param>
/// <param name="Verdict">Why it was not taken.</param>
public sealed record PlanAlternative(OperatingPoint Point, double Utility, double DelayMs, string Verdict);
