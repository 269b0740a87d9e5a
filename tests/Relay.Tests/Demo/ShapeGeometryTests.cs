using System.Numerics;
using RealtimeDetect.Relay.Demo;

namespace RealtimeDetect.Relay.Tests.Demo;

public sealed class ShapeGeometryTests
{
    public static TheoryData<int> ClassIds => [.. Enumerable.Range(0, ShapeGeometry.ClassNames.Count)];

    [Theory]
    [InlineData(0, 1.5f, 0, 0.5f)]
    [InlineData(0, 0, 0, -1)]
    [InlineData(1, 1.85f, 0, 1)]
    [InlineData(1, 0, 0, -0.85f)]
    [InlineData(1, 0.85f, 0.85f, 0)]
    [InlineData(2, 0, -1, 0)]
    [InlineData(2, 0, 0, -0.5f)]
    [InlineData(2, 0, 1.5f, 1)]
    [InlineData(3, 0, -1.5f, 0.5f)]
    [InlineData(3, 0, 0.45f, 0)]
    [InlineData(4, 0, 0, -0.45254f)]
    [InlineData(4, 1.5f, 0, 0.5f)]
    [InlineData(4, 0.66f, 0.66f, 0.34f)]
    [InlineData(5, 1, 0, 0)]
    [InlineData(5, 2, 0, 1)]
    [InlineData(5, -0.5f, 0, -0.28f)]
    public void SignedDistance_KnownPoint_IsAsDrawnOnPaper(int classId, float x, float y, float expected)
    {
        Assert.Equal(expected, ShapeGeometry.SignedDistance(classId, new Vector2(x, y)), 0.0001f);
    }

    [Fact]
    public void Outline_Polygons_HaveTheCornersOfTheTrainingSet()
    {
        Assert.Equal([0, 4, 3, 10, 12, 7], Enumerable.Range(0, 6).Select(id => ShapeGeometry.Outline(id).Length));
        Assert.Equal(["circle", "square", "triangle", "star", "cross", "arrow"], ShapeGeometry.ClassNames);
    }

    [Theory]
    [MemberData(nameof(ClassIds))]
    public void Bounds_AnyAngle_TouchTheShapeAndHoldAllOfIt(int classId)
    {
        // A thin tip may fall between the points of the grid.
        const float Tolerance = 0.04f;
        for (float angle = 0; angle < MathF.Tau; angle += 0.37f)
        {
            (Vector2 least, Vector2 greatest) = ShapeGeometry.Bounds(classId, angle);
            List<Vector2> inside = [.. PointsInside(classId, angle)];

            Assert.Equal(inside.Min(point => point.X), least.X, Tolerance);
            Assert.Equal(inside.Min(point => point.Y), least.Y, Tolerance);
            Assert.Equal(inside.Max(point => point.X), greatest.X, Tolerance);
            Assert.Equal(inside.Max(point => point.Y), greatest.Y, Tolerance);
        }
    }

    private static IEnumerable<Vector2> PointsInside(int classId, float angle)
    {
        Matrix3x2 turnBack = Matrix3x2.CreateRotation(-angle);
        return from y in Enumerable.Range(-130, 261)
               from x in Enumerable.Range(-130, 261)
               let point = new Vector2(x, y) / 100
               where ShapeGeometry.SignedDistance(classId, Vector2.Transform(point, turnBack)) <= 0
               select point;
    }
}
