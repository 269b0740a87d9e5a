namespace RealtimeDetect.Adaptive;

/// <summary>What the frames of one picture setting meet on the links.</summary>
/// <param name="Bytes">Mean size of a frame in bytes.</param>
/// <param name="UpMeanMs">Mean milliseconds from capture to arrival.</param>
/// <param name="UpVariance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
/// <param name="Viewers">The ways to the screens, the shortest first, one or more; they are the model's until it is asked for another picture.</param>
internal readonly record struct PictureForecast(double Bytes, double UpMeanMs, double UpVariance, List<ViewerForecast> Viewers);
