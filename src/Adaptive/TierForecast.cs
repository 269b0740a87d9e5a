namespace RealtimeDetect.Adaptive;

/// <summary>What a frame of one tier meets on the way to one viewer's screen.</summary>
/// <param name="MeanMs">Mean milliseconds.</param>
/// <param name="Variance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
/// <param name="LoadPerFps">Share of the link's time that one frame a second takes.</param>
/// <param name="PictureShare">Share (0 to 1) of the published picture's worth; 1 where the tier changes nothing.</param>
internal readonly record struct TierForecast(double MeanMs, double Variance, double LoadPerFps, double PictureShare);
