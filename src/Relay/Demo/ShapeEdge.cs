using System.Numerics;

namespace RealtimeDetect.Relay.Demo;

/// <summary>One straight edge of an outline, with what the distance to it needs worked out in advance.</summary>
internal readonly struct ShapeEdge(Vector2 from, Vector2 to)
{
    private readonly Vector2 _from = from;
    private readonly Vector2 _along = to - from;
    private readonly Vector2 _alongPerLength = (to - from) / (to - from).LengthSquared();
    private readonly float _slope = (to.X - from.X) / (to.Y - from.Y);
    private readonly float _toY = to.Y;

    /// <summary>Square of the distance from a point to the edge.</summary>
    public float DistanceSquared(Vector2 point)
    {
        Vector2 offset = point - _from;
        float share = Math.Clamp(Vector2.Dot(offset, _alongPerLength), 0, 1);
        return (offset - (_along * share)).LengthSquared();
    }

    /// <summary>Whether a ray from a point to the right crosses the edge.</summary>
    public bool IsCrossedRightOf(Vector2 point) =>
        (_from.Y > point.Y) != (_toY > point.Y) && point.X - _from.X < _slope * (point.Y - _from.Y);
}
