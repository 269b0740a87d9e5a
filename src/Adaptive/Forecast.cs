namespace RealtimeDetect.Adaptive;

/// <summary>What the planner expects of an operating point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Value">Utility, the mean of the viewers: those who would get late frames count little.</param>
/// <param name="Utility">Utility if every frame were in time.</param>
/// <param name="InTime">Worth (0 to 1) of the frames' delays, the mean of the viewers.</param>
/// <param name="DelayMs">Milliseconds from capture to paint that nearly no frame of the viewer in the middle exceeds.</param>
/// <param name="Lanes">Lanes that it would occupy.</param>
/// <param name="Limit">What stands most in its way.</param>
/// <param name="Fits">Whether links and machine carry its frames.</param>
internal readonly record struct Forecast(
    OperatingPoint Point, double Value, double Utility, double InTime, double DelayMs, double Lanes, PlanLimit Limit, bool Fits);
