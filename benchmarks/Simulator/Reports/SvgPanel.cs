using System.Globalization;
using System.Text;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>One diagram of a plot: lines over time, with axes and a legend.</summary>
/// <param name="Title">What its height shows, with the unit.</param>
/// <param name="Highest">Value at its top; higher ones are drawn there.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Limit">Value at which a dashed line is drawn; null for none.</param>
internal sealed record SvgPanel(string Title, double Highest, IReadOnlyList<SvgLine> Lines, double? Limit = null)
{
    /// <summary>Height with title and axis, pixels.</summary>
    public const int OuterHeight = 150;

    /// <summary>Width with labels, pixels.</summary>
    public const int OuterWidth = 900;

    private const int Left = 50, Top = 26, Width = 700, Height = 100;

    // Values on the axis: none, half and all.
    private const int AxisParts = 2;

    // Seconds between the marks of the time axis.
    private const int MarkSeconds = 10;

    /// <summary>Draws it below what is there already.</summary>
    public void Draw(StringBuilder svg, int offsetY, double seconds)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Left},{offsetY + Top})\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text y=\"-8\" class=\"title\">{Title}</text>\n");
        DrawAxes(svg, seconds);
        if (Limit is { } limit)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M0,{Y(limit):0.#}H{Width}\" class=\"limit\"/>\n");
        for (int i = 0; i < Lines.Count; i++)
            DrawLine(svg, Lines[i], i, seconds);
        svg.Append("</g>\n");
    }

    private void DrawAxes(StringBuilder svg, double seconds)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M0,0V{Height}H{Width}\" class=\"axis\"/>\n");
        for (int part = 0; part <= AxisParts; part++)
        {
            double value = Highest * part / AxisParts;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"-6\" y=\"{Y(value) + 4:0.#}\" class=\"right\">{value:0.##}</text>\n");
        }

        for (int second = 0; second <= seconds; second += MarkSeconds)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(second, seconds):0.#}\" y=\"{Height + 14}\" class=\"mid\">{second}</text>\n");
    }

    private void DrawLine(StringBuilder svg, SvgLine line, int index, double seconds)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{line.Width}\" d=\"");
        bool isDown = false;
        foreach ((double second, double value) in line.Points)
        {
            bool isGap = double.IsNaN(value);
            if (!isGap)
                svg.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{X(second, seconds):0.#},{Y(value):0.#}");
            isDown = !isGap;
        }

        svg.Append("\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width + 10}\" y=\"{10 + (16 * index)}\" style=\"fill:{line.Colour}\">{line.Name}</text>\n");
    }

    private static double X(double second, double seconds) => Width * second / seconds;

    private double Y(double value) => Height * (1 - Math.Clamp(value / Highest, 0, 1));
}
