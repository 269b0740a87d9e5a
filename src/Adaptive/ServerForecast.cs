namespace RealtimeDetect.Adaptive;

/// <summary>What the frames of a point have behind them when they leave the server.</summary>
/// <param name="MeanMs">Mean milliseconds since capture.</param>
/// <param name="Variance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
/// <param name="ServiceMs">Milliseconds of it on a lane.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="Lanes">Lanes that they would occupy.</param>
/// <param name="CarriedWorth">Share (0 to 1) of the utility that is left where some of them are carried; 1 where all are detected.</param>
/// <param name="Limit">What carries fewer of them: the camera's link or the machine.</param>
internal readonly record struct ServerForecast(
    double MeanMs, double Variance, double ServiceMs, double Fps, double Lanes, double CarriedWorth, PlanLimit Limit)
{
    /// <summary>Whether the camera's link and the machine carry them.</summary>
    public bool Fits => Limit == PlanLimit.None;
}
