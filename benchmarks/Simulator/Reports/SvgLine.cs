namespace RealtimeDetect.Simulator.Reports;

/// <summary>One line of a diagram.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Colour">Its colour, as in CSS.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Points">Seconds and values; NaN leaves a gap.</param>
internal sealed record SvgLine(string Name, string Colour, double Width, IEnumerable<(double Second, double Value)> Points);
