using System.Numerics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Demo;

/// <summary>What the demo camera films: coloured shapes that drift, turn and bounce over a soft ground, known to the pixel.</summary>
/// <remarks>The same size, seed and time always give the same picture. Threading: immutable, any thread may render.</remarks>
internal sealed class DemoScene
{
    // Shapes in the scene: each class once, and some again.
    private const int ShapeCount = 9;

    // Radius in pixels where the picture is 1280x720, as in the training set.
    private const float LeastRadius = 42;
    private const float GreatestRadius = 104;
    private const float ReferenceWidth = 1280;
    private const float ReferenceHeight = 720;

    // Pixels a second where the picture is 1280x720: slow enough to follow with the eye.
    private const float LeastSpeed = 35;
    private const float GreatestSpeed = 95;

    // Radians a second at most, either way.
    private const float GreatestSpin = 0.7f;

    // Tries to find a free place before a shape is left out, which happens only in very narrow pictures.
    private const int PlaceTries = 500;

    private readonly PixelSize _size;
    private readonly DemoBackground _background;
    private readonly DemoMotion _motion;
    private readonly DemoShape[] _shapes;

    /// <summary>Makes the scene for pictures of the given size.</summary>
    public DemoScene(PixelSize size, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(size.Width, size.Height), 32);
        _size = size;
        var random = new Random(seed);
        _background = new DemoBackground(size, random);
        float scale = Math.Min(size.Width / ReferenceWidth, size.Height / ReferenceHeight);
        List<DemoShape> shapes = [];
        List<Vector2> starts = [];
        for (int i = 0; i < ShapeCount; i++)
        {
            DemoShape shape = CreateShape(i, scale, random);
            if (TryPlace(shape, shapes, starts, random) is not { } start)
                continue;
            shapes.Add(shape);
            starts.Add(start);
        }

        _shapes = [.. shapes];
        Vector2[] velocities = [.. shapes.Select(_ => CreateVelocity(scale, random))];
        _motion = new DemoMotion(
            new Vector2(size.Width, size.Height), [.. shapes.Select(DiscRadius)], [.. starts], velocities);
    }

    /// <summary>Draws the picture at a time since the start; <paramref name="rgb24"/> holds width x height x 3 bytes.</summary>
    public void Render(TimeSpan time, Span<byte> rgb24)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb24.Length, (int)_size.PixelCount * 3, nameof(rgb24));
        _background.CopyTo(time, rgb24);
        float seconds = DemoMotion.Fold(time);
        for (int i = 0; i < _shapes.Length; i++)
            _shapes[i].Draw(rgb24, _size.Width, _size.Height, _motion.PositionAt(i, seconds), _shapes[i].AngleAt(seconds));
    }

    /// <summary>The shapes in the picture at a time since the start.</summary>
    public IReadOnlyList<DemoTruth> Truth(TimeSpan time)
    {
        float seconds = DemoMotion.Fold(time);
        return [.. _shapes.Select((shape, i) => TruthOf(shape, _motion.PositionAt(i, seconds), shape.AngleAt(seconds)))];
    }

    private DemoTruth TruthOf(DemoShape shape, Vector2 centre, float angle)
    {
        (Vector2 least, Vector2 greatest) = ShapeGeometry.Bounds(shape.ClassId, angle);
        var picture = new Vector2(_size.Width, _size.Height);
        Vector2 corner = Vector2.Clamp(centre + (least * shape.Radius), Vector2.Zero, picture);
        Vector2 extent = Vector2.Clamp(centre + (greatest * shape.Radius), Vector2.Zero, picture) - corner;
        return new DemoTruth(shape.ClassId, corner.X, corner.Y, extent.X, extent.Y);
    }

    private static DemoShape CreateShape(int index, float scale, Random random)
    {
        int classes = ShapeGeometry.ClassNames.Count;
        int classId = index < classes ? index : random.Next(classes);
        float radius = scale * (LeastRadius + ((GreatestRadius - LeastRadius) * random.NextSingle()));
        // Hues go round by the golden ratio, so that neighbours in the list differ; every third is a pastel.
        float saturation = index % 3 == 2 ? 0.4f : 0.75f;
        Rgb fill = Rgb.FromHsv(0.618f * index, saturation, 0.88f + (0.12f * random.NextSingle()));
        Rgb rim = fill.Toward(new Rgb(255, 255, 255), 0.35f);
        return new DemoShape(classId, radius, fill, rim, MathF.Tau * random.NextSingle(), GreatestSpin * ((2 * random.NextSingle()) - 1));
    }

    private Vector2? TryPlace(DemoShape shape, List<DemoShape> others, List<Vector2> places, Random random)
    {
        float radius = DiscRadius(shape);
        for (int i = 0; i < PlaceTries; i++)
        {
            var place = new Vector2(
                float.Lerp(radius, _size.Width - radius, random.NextSingle()),
                float.Lerp(radius, _size.Height - radius, random.NextSingle()));
            bool isFree = true;
            for (int other = 0; other < places.Count && isFree; other++)
                isFree = Vector2.Distance(place, places[other]) > radius + DiscRadius(others[other]);
            if (isFree)
                return place;
        }

        return null;
    }

    private static Vector2 CreateVelocity(float scale, Random random)
    {
        (float sin, float cos) = MathF.SinCos(MathF.Tau * random.NextSingle());
        return new Vector2(cos, sin) * scale * float.Lerp(LeastSpeed, GreatestSpeed, random.NextSingle());
    }

    // The square's corners reach beyond its unit circle.
    private static float DiscRadius(DemoShape shape) => shape.ClassId == 1 ? shape.Radius * 1.21f : shape.Radius;
}
