using System.Globalization;
using System.Text;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.Scoring;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>The plot of one trace: its conditions, and what each contender made of them.</summary>
internal static class TracePlot
{
    private const double Mega = 1e6;
    private const double HighestAgeMs = 300;
    private const int HighestSizePx = 640;
    private const int HighestFps = 30;
    private const int HighestMbps = 60;

    private const string Style = """
        <style>text{font:12px sans-serif;fill:#444}.title{font-weight:bold}.right{text-anchor:end}.mid{text-anchor:middle}
        .axis{fill:none;stroke:#999}.limit{stroke:#c00;stroke-dasharray:5 4}</style>

        """;

    // Contenders' colours, told apart by the colour-blind as well.
    private static readonly Dictionary<string, (string Colour, double Width)> Looks = new()
    {
        ["oracle"] = ("#999999", 2.5),
        ["planner"] = ("#0072b2", 2),
        ["threshold"] = ("#e69f00", 1.2),
        ["fixed 640"] = ("#000000", 0.8),
        ["fixed 320"] = ("#009e73", 0.8),
    };

    /// <summary>The picture.</summary>
    public static string Draw(TraceResult result)
    {
        SvgPanel[] panels =
        [
            Conditions(result.Trace),
            new("age of painted frames, p95 by second, ms", HighestAgeMs, Lines(result, AgeBySecond), Scorer.ObjectiveMs),
            new("utility by second", 1, Lines(result, contender => contender.Score.UtilityBySecond.Select((value, i) => (i + 0.5, value)))),
            new("inference size of the first stream, px", HighestSizePx, Lines(result, c => Settings(c, point => point.InferenceSize))),
            new("target fps of the first stream", HighestFps, Lines(result, c => Settings(c, point => point.TargetFps))),
            new("picture of the first stream, worth", 1, Lines(result, c => Settings(c, p => StreamUtility.Picture(p.JpegQuality, p.MaxLongSidePx)))),
        ];
        int height = (panels.Length * SvgPanel.OuterHeight) + 30;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SvgPanel.OuterWidth} {height}\">\n");
        svg.Append(Style).Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"18\" class=\"title\">{result.Trace.Name}: {result.Trace.Story}</text>\n");
        for (int i = 0; i < panels.Length; i++)
            panels[i].Draw(svg, 24 + (i * SvgPanel.OuterHeight), result.Trace.Seconds);
        return svg.Append("</svg>\n").ToString();
    }

    private static SvgPanel Conditions(Trace trace)
    {
        CameraTrace camera = trace.Cameras[0];
        List<SvgLine> lines = [new("uplink", "#0072b2", 1.5, Rates(camera.Uplink, trace.Seconds))];
        if (trace.Cameras.SelectMany(other => other.Viewers).FirstOrDefault() is { } viewer)
            lines.Add(new("downlink", "#009e73", 1.5, Rates(viewer.Downlink, trace.Seconds)));
        lines.Add(new("slowdown x10", "#d55e00", 1.5, Corners(Fifths(trace.Seconds).Select(second => (second, 10 * trace.Slowdown(second))))));
        return new SvgPanel("conditions: links of the first camera and viewer, Mbit/s; slowdown of the machine", HighestMbps, lines);
    }

    private static IEnumerable<(double Second, double Value)> Rates(LinkTrace link, int seconds) =>
        Corners(Fifths(seconds).Select(second => (second, link.Rate(second * 1000) / Mega)));

    private static IEnumerable<double> Fifths(int seconds) => Enumerable.Range(0, seconds * 5).Select(i => i / 5.0);

    // Steps instead of slopes, and nothing between two changes.
    private static IEnumerable<(double Second, double Value)> Corners(IEnumerable<(double Second, double Value)> points)
    {
        (double Second, double Value) last = (0, double.NaN);
        foreach ((double Second, double Value) point in points)
        {
            if (point.Value != last.Value)
            {
                yield return (point.Second, last.Value);
                yield return point;
            }

            last = point;
        }

        yield return last;
    }

    private static List<SvgLine> Lines(TraceResult result, Func<ContenderResult, IEnumerable<(double, double)>> points) =>
        [.. result.Contenders.Select(contender => new SvgLine(
            contender.Name, Looks[contender.Name].Colour, Looks[contender.Name].Width, points(contender)))];

    private static IEnumerable<(double Second, double Value)> AgeBySecond(ContenderResult contender)
    {
        ILookup<int, double> ages = contender.Run.Painted.ToLookup(frame => (int)(frame.PaintedMs / 1000), frame => frame.AgeMs);
        return Enumerable.Range(0, contender.Score.UtilityBySecond.Count).Select(second => (second + 0.5, P95([.. ages[second].Order()])));
    }

    private static double P95(double[] sorted) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];

    private static IEnumerable<(double Second, double Value)> Settings(ContenderResult contender, Func<OperatingPoint, double> setting) =>
        Corners(contender.Run.Points.Select(step => (step.Ms / 1000, setting(step.Points[0]))));
}
