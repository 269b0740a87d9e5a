namespace RealtimeDetect.Adaptive;

/// <summary>What a picture meets on the way to one viewer's screen.</summary>
/// <param name="MeanMs">Mean milliseconds.</param>
/// <param name="Variance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
/// <param name="LoadPerFps">Share of the link's time that one frame a second takes.</param>
/// <param name="MaxFps">Frames per second that the viewer asked for at most.</param>
/// <param name="LeastMs">The least delay from capture to paint that is possible, milliseconds.</param>
internal readonly record struct ViewerForecast(double MeanMs, double Variance, double LoadPerFps, double MaxFps, double LeastMs);
