using System.Numerics;

namespace RealtimeDetect.Relay.Demo;

/// <summary>What the embedded model knows: outlines in a unit box (-1 to 1, y down), as the training set draws them.</summary>
internal static class ShapeGeometry
{
    // Half the side of the square; half the width of a cross arm; inner radius of the star.
    private const float Square = 0.85f;
    private const float Arm = 0.32f;
    private const float StarInner = 0.45f;

    private static readonly Vector2[][] Outlines =
    [
        [],
        [new(-Square, -Square), new(Square, -Square), new(Square, Square), new(-Square, Square)],
        Ring([1], 3),
        Ring([1, StarInner], 10),
        [
            new(-Arm, -1), new(Arm, -1), new(Arm, -Arm), new(1, -Arm), new(1, Arm), new(Arm, Arm),
            new(Arm, 1), new(-Arm, 1), new(-Arm, Arm), new(-1, Arm), new(-1, -Arm), new(-Arm, -Arm),
        ],
        [new(-1, -0.28f), new(0.15f, -0.28f), new(0.15f, -0.72f), new(1, 0), new(0.15f, 0.72f), new(0.15f, 0.28f), new(-1, 0.28f)],
    ];

    private static readonly ShapeEdge[][] Edges = [.. Outlines.Select(ToEdges)];

    /// <summary>The class names; a class id is an index into them.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["circle", "square", "triangle", "star", "cross", "arrow"];

    /// <summary>The corners of a shape; none for the circle, whose radius is 1.</summary>
    public static ReadOnlySpan<Vector2> Outline(int classId) => Outlines[classId];

    /// <summary>Distance from a point to a shape's edge in units of its box; negative inside.</summary>
    public static float SignedDistance(int classId, Vector2 point)
    {
        ShapeEdge[] edges = Edges[classId];
        return edges.Length == 0 ? point.Length() - 1 : SignedDistance(edges, point);
    }

    /// <summary>Least and greatest coordinates of a shape turned by an angle in radians, clockwise on screen.</summary>
    public static (Vector2 Least, Vector2 Greatest) Bounds(int classId, float angle)
    {
        Vector2[] corners = Outlines[classId];
        if (corners.Length == 0)
            return (-Vector2.One, Vector2.One);
        Matrix3x2 turn = Matrix3x2.CreateRotation(angle);
        (Vector2 least, Vector2 greatest) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (Vector2 corner in corners)
        {
            Vector2 turned = Vector2.Transform(corner, turn);
            (least, greatest) = (Vector2.Min(least, turned), Vector2.Max(greatest, turned));
        }

        return (least, greatest);
    }

    // Nearest edge for the distance, even-odd crossings for the sign.
    private static float SignedDistance(ShapeEdge[] edges, Vector2 point)
    {
        float nearest = float.MaxValue;
        bool isInside = false;
        foreach (ref readonly ShapeEdge edge in edges.AsSpan())
        {
            nearest = Math.Min(nearest, edge.DistanceSquared(point));
            isInside ^= edge.IsCrossedRightOf(point);
        }

        float distance = MathF.Sqrt(nearest);
        return isInside ? -distance : distance;
    }

    private static ShapeEdge[] ToEdges(Vector2[] corners) =>
        [.. corners.Select((corner, i) => new ShapeEdge(corner, corners[(i + 1) % corners.Length]))];

    // Corners at equal angles, clockwise on screen from the top, taking the radii in turn.
    private static Vector2[] Ring(float[] radii, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            (float sin, float cos) = MathF.SinCos((-MathF.PI / 2) + (i * MathF.Tau / count));
            return new Vector2(cos, sin) * radii[i % radii.Length];
        }),
    ];
}
