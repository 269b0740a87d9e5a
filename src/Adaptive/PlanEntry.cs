namespace RealtimeDetect.Adaptive;

/// <summary>A point of the grid.</summary>
/// <param name="Point">The point, without a confidence threshold.</param>
/// <param name="Utility">Its utility if every frame is in time.</param>
/// <param name="IsNewPicture">Whether its picture setting differs from the one of the entry before.</param>
internal readonly record struct PlanEntry(OperatingPoint Point, double Utility, bool IsNewPicture);
