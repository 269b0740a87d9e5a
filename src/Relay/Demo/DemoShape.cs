using System.Numerics;

namespace RealtimeDetect.Relay.Demo;

/// <summary>One shape of the demo scene: what it is and how it looks and turns; where it is, <see cref="DemoMotion"/> knows.</summary>
/// <param name="ClassId">Index into <see cref="ShapeGeometry.ClassNames"/>.</param>
/// <param name="Radius">Half the side of its unit box in pixels.</param>
/// <param name="Fill">Colour of its inside.</param>
/// <param name="Rim">Colour along its edge.</param>
/// <param name="Angle">Angle at time zero in radians.</param>
/// <param name="Spin">Radians a second, clockwise on screen where positive.</param>
internal sealed record DemoShape(int ClassId, float Radius, Rgb Fill, Rgb Rim, float Angle, float Spin)
{
    // Width of the rim in units of the radius.
    private const float RimShare = 0.07f;

    // Half a pixel either side of the edge is where one colour fades into the next.
    private const float Fade = 0.5f;

    /// <summary>The angle in radians at a time in seconds.</summary>
    public float AngleAt(float seconds) => Angle + (Spin * seconds);

    /// <summary>Draws the shape into a picture of three bytes a pixel.</summary>
    public void Draw(Span<byte> rgb24, int width, int height, Vector2 centre, float angle)
    {
        (Vector2 least, Vector2 greatest) = ShapeGeometry.Bounds(ClassId, angle);
        Vector2 upperLeft = centre + (least * Radius) - Vector2.One;
        Vector2 lowerRight = centre + (greatest * Radius) + Vector2.One;
        int left = Math.Max(0, (int)upperLeft.X);
        int right = Math.Min(width - 1, (int)lowerRight.X);
        int top = Math.Max(0, (int)upperLeft.Y);
        int bottom = Math.Min(height - 1, (int)lowerRight.Y);
        Matrix3x2 toUnit = Matrix3x2.CreateTranslation(-centre) * Matrix3x2.CreateRotation(-angle) * Matrix3x2.CreateScale(1 / Radius);
        for (int y = top; y <= bottom; y++)
            DrawRow(rgb24.Slice(y * width * 3, width * 3), y, left, right, toUnit);
    }

    // Nothing changes closer than the distance to the edge or to the rim's inner side, so that many pixels are one run.
    private void DrawRow(Span<byte> row, int y, int left, int right, Matrix3x2 toUnit)
    {
        float rim = RimShare * Radius;
        for (int x = left; x <= right;)
        {
            float distance = Radius * ShapeGeometry.SignedDistance(ClassId, Vector2.Transform(new Vector2(x + 0.5f, y + 0.5f), toUnit));
            float toChange = distance >= 0 ? distance : Math.Min(-distance, Math.Abs(distance + rim));
            int run = Math.Clamp((int)(toChange - Fade), 1, right - x + 1);
            Paint(row.Slice(x * 3, run * 3), distance, distance + rim);
            x += run;
        }
    }

    private void Paint(Span<byte> run, float distance, float distanceToFill)
    {
        if (distance >= Fade)
            return;
        Rgb colour = Fill.Toward(Rim, Math.Clamp(distanceToFill + Fade, 0, 1));
        float cover = Math.Clamp(Fade - distance, 0, 1);
        for (int i = 0; i < run.Length; i += 3)
        {
            Rgb mixed = cover >= 1 ? colour : new Rgb(run[i], run[i + 1], run[i + 2]).Toward(colour, cover);
            (run[i], run[i + 1], run[i + 2]) = (mixed.R, mixed.G, mixed.B);
        }
    }
}
