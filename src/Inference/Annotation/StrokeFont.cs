namespace RealtimeDetect.Inference.Annotation;

/// <summary>The project's own stroke font: printable ASCII as pen strokes on a grid, capitals from row 0 to row 14.</summary>
/// <remarks>
/// A glyph is its width and its strokes: <c>M x y</c> lifts the pen and sets it down, <c>L x y</c> draws a line,
/// <c>A cx cy rx ry from to</c> draws an elliptic arc (degrees, clockwise from the right; it starts with a line to its first
/// point, or a new stroke after a bare <c>M</c>). Columns grow to the right, rows downwards.
/// </remarks>
internal static class StrokeFont
{
    /// <summary>First character there is.</summary>
    public const char First = ' ';

    /// <summary>Last character there is.</summary>
    public const char Last = '~';

    /// <summary>Rows from the top of a capital to the baseline.</summary>
    public const float CapHeight = 14;

    /// <summary>Rows above the top of a capital that brackets reach.</summary>
    public const float Ascent = 2;

    /// <summary>Rows below the baseline that descenders reach.</summary>
    public const float Descent = 4.6f;

    private const string Bowl = "M A3.75 9.25 3.75 4.75 0 360";

    private static readonly string[] Glyphs =
    [
        "3", // space
        "0 M0 0 L0 9.5 M0 13.9 L0 14",
        "3.5 M0 0 L0 4 M3.5 0 L3.5 4",
        "10 M3.5 0 L1.5 14 M8.5 0 L6.5 14 M0.5 4.5 L10 4.5 M0 9.5 L9.5 9.5",
        "8.5 M A4.25 3.6 4 3.6 330 90 A4.25 10.6 4.25 3.4 270 510 M4.25 -2 L4.25 16",
        "12 M A2.6 3.2 2.6 3.2 0 360 M A9.4 10.8 2.6 3.2 0 360 M10 0 L2 14",
        "10.5 M10.5 14 L2.2 4.8 A4.2 2.9 2.6 2.9 140 400 L1.8 7.6 A3.9 10.6 3.9 3.4 215 30 L9.8 7.5",
        "0 M0 0 L0 4",
        "2.8 M A5 7 5 9.5 235 125",
        "2.8 M A-2.2 7 5 9.5 -55 55",
        "7 M3.5 0 L3.5 7 M0.4 1.7 L6.6 5.3 M6.6 1.7 L0.4 5.3",
        "8.5 M4.25 4 L4.25 12.5 M0 8.25 L8.5 8.25",
        "1 M1 13.5 L0 16.5",
        "5 M0 9 L5 9",
        "0 M0 13.9 L0 14",
        "6 M6 -1 L0 15",
        "8.5 M A4.25 7 4.25 7 0 360",
        "8.5 M1.6 3.2 L5 0 L5 14",
        "8.5 M A4.2 4.1 4.1 4.1 195 385 L0 14 L8.5 14",
        "8.5 M A4 3.6 3.7 3.6 205 450 L3.2 7.2 M4 7.2 A4.1 10.6 4.3 3.4 270 515",
        "8.5 M6.6 14 L6.6 0 L0 10 L8.5 10",
        "8.5 M7.8 0 L1.4 0 L0.9 6.3 A4.1 9.3 4.3 4.7 220 510",
        "8.5 M A4.25 9.4 4.2 4.6 0 360 M6.2 0 L0.8 7.2",
        "8.5 M0 0 L8.5 0 L3 14",
        "8.5 M A4.25 3.5 3.7 3.5 0 360 M A4.25 10.5 4.25 3.5 0 360",
        "8.5 M A4.25 4.6 4.2 4.6 0 360 M7.7 6.8 L2.3 14",
        "0 M0 5.9 L0 6 M0 13.9 L0 14",
        "1 M1 5.9 L1 6 M1 13.5 L0 16.5",
        "8 M8 3.5 L0 8.25 L8 13",
        "8.5 M0 6 L8.5 6 M0 10.5 L8.5 10.5",
        "8 M0 3.5 L8 8.25 L0 13",
        "7 M A3.5 3.7 3.5 3.7 195 410 L3.5 8 L3.5 9.8 M3.5 13.9 L3.5 14",
        "13 M A6.5 8.2 2.8 3.2 0 360 M9.3 5 L9.3 9.5 A11.1 9.5 1.8 2 180 0 L12.9 8 A6.5 8 6.5 7.5 0 -300",
        "10 M0 14 L5 0 L10 14 M1.8 9.4 L8.2 9.4",
        "9 M0 14 L0 0 L4.5 0 A4.5 3.4 3.5 3.4 270 450 L0 6.8 M4.5 6.8 A5 10.4 4 3.6 270 450 L0 14",
        "9.5 M A5 7 5 7 315 45",
        "9.5 M0 14 L0 0 L3.5 0 A3.5 7 6 7 270 450 L0 14",
        "7.5 M7.5 0 L0 0 L0 14 L7.5 14 M0 6.8 L6.8 6.8",
        "7.5 M7.5 0 L0 0 L0 14 M0 6.8 L6.8 6.8",
        "10 M A5 7 5 7 315 5 L10 7.4 L6 7.4",
        "9.5 M0 0 L0 14 M9.5 0 L9.5 14 M0 6.8 L9.5 6.8",
        "0 M0 0 L0 14",
        "6 M6 0 L6 10.5 A3 10.5 3 3.5 0 165",
        "9 M0 0 L0 14 M8.6 0 L0 8.8 M3.3 5.6 L9.2 14",
        "7.5 M0 0 L0 14 L7.5 14",
        "11.5 M0 14 L0 0 L5.75 9 L11.5 0 L11.5 14",
        "9.5 M0 14 L0 0 L9.5 14 L9.5 0",
        "11 M A5.5 7 5.5 7 0 360",
        "9 M0 14 L0 0 L5 0 A5 3.9 4 3.9 270 450 L0 7.8",
        "11 M A5.5 7 5.5 7 0 360 M7 10.5 L11 15",
        "9 M0 14 L0 0 L5 0 A5 3.9 4 3.9 270 450 L0 7.8 M4.6 7.8 L9 14",
        "8.5 M A4.25 3.6 4 3.6 330 90 A4.25 10.6 4.25 3.4 270 510",
        "10 M0 0 L10 0 M5 0 L5 14",
        "9.5 M0 0 L0 9.2 A4.75 9.2 4.75 4.8 180 0 L9.5 0",
        "10 M0 0 L5 14 L10 0",
        "14 M0 0 L3.5 14 L7 2 L10.5 14 L14 0",
        "9.5 M0 0 L9.5 14 M9.5 0 L0 14",
        "10 M0 0 L5 7.5 L10 0 M5 7.5 L5 14",
        "9 M0 0 L9 0 L0 14 L9 14",
        "3.5 M3.5 -1.5 L0 -1.5 L0 16.5 L3.5 16.5",
        "6 M0 -1 L6 15",
        "3.5 M0 -1.5 L3.5 -1.5 L3.5 16.5 L0 16.5",
        "7 M0 5 L3.5 0 L7 5",
        "9 M0 16 L9 16",
        "2.5 M0 0 L2.5 3",
        "7.2 M7.2 14 L7.2 8 A3.7 8 3.5 3.5 0 -150 M7.2 8.7 L3.5 8.7 A3.3 11.35 3.3 2.65 270 90 L4.2 14 L7.2 11.8",
        "7.5 M0 0 L0 14 " + Bowl,
        "6.6 M A3.75 9.25 3.75 4.75 315 45",
        "7.5 M7.5 0 L7.5 14 " + Bowl,
        "7.5 M0.2 9.1 L7.5 9.1 A3.75 9.25 3.75 4.75 0 -310",
        "4.6 M A4.5 3 2.5 3 290 180 L2 14 M0 4.7 L4.6 4.7",
        "7.5 M7.5 4.5 L7.5 15 A3.75 15 3.75 3.4 0 150 " + Bowl,
        "7 M0 0 L0 14 M0 8.5 A3.5 8.2 3.5 3.7 180 360 L7 14",
        "0 M0 4.7 L0 14 M0 0.8 L0 0.9",
        "2 M2 4.7 L2 15.5 A0 15.5 2 2.7 0 90 M2 0.8 L2 0.9",
        "6.8 M0 0 L0 14 M6.3 4.7 L0 10.6 M2.5 8.4 L6.8 14",
        "2 M0 0 L0 11.5 A2 11.5 2 2.5 180 90",
        "11.6 M0 4.7 L0 14 M0 8.2 A2.9 8 2.9 3.5 180 360 L5.8 14 M5.8 8.2 A8.7 8 2.9 3.5 180 360 L11.6 14",
        "7 M0 4.7 L0 14 M0 8.5 A3.5 8.2 3.5 3.7 180 360 L7 14",
        "7.8 M A3.9 9.25 3.9 4.75 0 360",
        "7.5 M0 4.7 L0 18.5 " + Bowl,
        "7.5 M7.5 4.7 L7.5 18.5 " + Bowl,
        "4.4 M0 4.7 L0 14 M0 8.5 A3.5 8.4 3.5 3.8 180 290",
        "6.4 M A3.2 6.9 2.9 2.4 330 90 A3.2 11.65 3.3 2.35 270 515",
        "4.6 M2 1 L2 11.3 A4.4 11.3 2.4 2.7 180 85 M0 4.7 L4.6 4.7",
        "7 M0 4.7 L0 10.3 A3.5 10.3 3.5 3.7 180 0 M7 4.7 L7 14",
        "7.5 M0 4.7 L3.75 14 L7.5 4.7",
        "11 M0 4.7 L2.75 14 L5.5 6 L8.25 14 L11 4.7",
        "7 M0 4.7 L7 14 M7 4.7 L0 14",
        "7.5 M0 4.7 L3.75 13.7 M7.5 4.7 L3.1 16.2 L1.9 17.9 L0.3 18.3",
        "6.8 M0 4.7 L6.8 4.7 L0 14 L6.8 14",
        "4.2 M4.2 -1.5 L3 -1.5 L1.8 -0.3 L1.8 5.8 L0 7.5 L1.8 9.2 L1.8 15.3 L3 16.5 L4.2 16.5",
        "0 M0 -2 L0 17",
        "4.2 M0 -1.5 L1.2 -1.5 L2.4 -0.3 L2.4 5.8 L4.2 7.5 L2.4 9.2 L2.4 15.3 L1.2 16.5 L0 16.5",
        "8.4 M A2.1 8.6 2.1 1.7 180 360 A6.3 8.6 2.1 1.7 180 0",
    ];

    /// <summary>Width and strokes of a character; of the question mark for one that is not there.</summary>
    public static string Describe(char character) =>
        Glyphs[(character is >= First and <= Last ? character : '?') - First];
}
