using System.Numerics;

namespace RealtimeDetect.Relay.Demo;

/// <summary>Where the shapes are at any time: discs that bounce off the borders and each other, worked out in advance.</summary>
/// <remarks>After <see cref="LengthSeconds"/> it runs backwards, then forwards again, and so on. Threading: immutable.</remarks>
internal sealed class DemoMotion
{
    /// <summary>Seconds until the motion turns round.</summary>
    public const int LengthSeconds = 120;

    // Positions a second; between them shapes move straight.
    private const int StepsPerSecond = 30;

    // Pixels that stay free between two shapes, so that boxes tell them apart.
    private const float Gap = 4;

    private readonly Vector2[] _positions;
    private readonly int _count;

    /// <summary>Works out the motion of discs of the given radii (pixels) from where they start and how fast (pixels a second).</summary>
    public DemoMotion(Vector2 size, ReadOnlySpan<float> radii, ReadOnlySpan<Vector2> starts, ReadOnlySpan<Vector2> velocities)
    {
        _count = radii.Length;
        _positions = new Vector2[((LengthSeconds * StepsPerSecond) + 1) * _count];
        Vector2[] position = starts.ToArray();
        Vector2[] velocity = velocities.ToArray();
        for (int step = 0; step < _positions.Length; step += _count)
        {
            position.CopyTo(_positions, step);
            Advance(size, radii, position, velocity);
        }
    }

    /// <summary>The time within the motion, in seconds, at a time since the start.</summary>
    public static float Fold(TimeSpan time)
    {
        double cycle = time.TotalSeconds % (2 * LengthSeconds);
        cycle = cycle < 0 ? cycle + (2 * LengthSeconds) : cycle;
        return (float)(cycle <= LengthSeconds ? cycle : (2 * LengthSeconds) - cycle);
    }

    /// <summary>The centre of a disc, in pixels, at a folded time in seconds.</summary>
    public Vector2 PositionAt(int index, float seconds)
    {
        float steps = seconds * StepsPerSecond;
        int before = Math.Clamp((int)steps, 0, (LengthSeconds * StepsPerSecond) - 1);
        int at = (before * _count) + index;
        return Vector2.Lerp(_positions[at], _positions[at + _count], steps - before);
    }

    private static void Advance(Vector2 size, ReadOnlySpan<float> radii, Vector2[] position, Vector2[] velocity)
    {
        for (int i = 0; i < position.Length; i++)
        {
            position[i] += velocity[i] / StepsPerSecond;
            BounceOffBorder(size, radii[i], position[i], ref velocity[i]);
        }

        for (int i = 0; i < position.Length; i++)
        {
            for (int j = i + 1; j < position.Length; j++)
                BounceOffEachOther(radii, position, velocity, i, j);
        }
    }

    private static void BounceOffBorder(Vector2 size, float radius, Vector2 position, ref Vector2 velocity)
    {
        if ((position.X < radius && velocity.X < 0) || (position.X > size.X - radius && velocity.X > 0))
            velocity.X = -velocity.X;
        if ((position.Y < radius && velocity.Y < 0) || (position.Y > size.Y - radius && velocity.Y > 0))
            velocity.Y = -velocity.Y;
    }

    // An elastic collision of discs whose mass goes with their area.
    private static void BounceOffEachOther(ReadOnlySpan<float> radii, Vector2[] position, Vector2[] velocity, int i, int j)
    {
        Vector2 between = position[j] - position[i];
        float distance = between.Length();
        if (distance >= radii[i] + radii[j] + Gap || distance == 0)
            return;
        Vector2 normal = between / distance;
        float closing = Vector2.Dot(velocity[i] - velocity[j], normal);
        if (closing <= 0)
            return;
        (float massI, float massJ) = (radii[i] * radii[i], radii[j] * radii[j]);
        velocity[i] -= normal * (2 * massJ / (massI + massJ) * closing);
        velocity[j] += normal * (2 * massI / (massI + massJ) * closing);
    }
}
