namespace RealtimeDetect.Adaptive;

/// <summary>How hard one viewer finds it to keep up; 1 and above is behind.</summary>
/// <param name="Strain">The greatest of the three strains; 0 is none.</param>
/// <param name="Cause">The words for it, with numbers.</param>
internal readonly record struct ViewerReading(double Strain, string Cause);
