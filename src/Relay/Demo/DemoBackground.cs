using System.Numerics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Demo;

/// <summary>The ground that the shapes move on: a soft gradient with blurred spots and a little grain, drawn once and panned.</summary>
/// <remarks>Threading: immutable once made.</remarks>
internal sealed class DemoBackground
{
    // Share of the picture's sides that the ground is larger by: the room to pan.
    private const float Margin = 0.12f;

    // Seconds of one pan to and fro along each side; a common period of 5 minutes hides the repetition.
    private const double PanSecondsX = 60;
    private const double PanSecondsY = 50;

    // Spots of blurred clutter, and their radius as a share of the long side.
    private const int Spots = 16;
    private const float LeastSpot = 0.04f;
    private const float GreatestSpot = 0.2f;
    private const float SpotStrength = 0.3f;

    // Levels of 256 that the grain goes up and down, as a good phone's camera indoors.
    private const int Grain = 3;

    // The gradient and the spots are smooth: one sample in 8 pixels each way is enough.
    private const int Coarseness = 8;

    private readonly byte[] _pixels;
    private readonly PixelSize _ground;
    private readonly PixelSize _picture;

    /// <summary>Draws the ground for pictures of the given size.</summary>
    public DemoBackground(PixelSize picture, Random random)
    {
        _picture = picture;
        _ground = new PixelSize((int)(picture.Width * (1 + Margin)), (int)(picture.Height * (1 + Margin)));
        _pixels = new byte[_ground.PixelCount * 3];
        int columns = (_ground.Width / Coarseness) + 2;
        int rows = (_ground.Height / Coarseness) + 2;
        Vector3[] coarse = DrawGradient(columns, rows, random);
        for (int i = 0; i < Spots; i++)
            AddSpot(coarse, columns, rows, random);
        Enlarge(coarse, columns, random);
    }

    /// <summary>Copies what is seen of the ground at a time into a picture of three bytes a pixel.</summary>
    public void CopyTo(TimeSpan time, Span<byte> rgb24)
    {
        int left = Pan(time, PanSecondsX, _ground.Width - _picture.Width);
        int top = Pan(time, PanSecondsY, _ground.Height - _picture.Height);
        int rowBytes = _picture.Width * 3;
        for (int y = 0; y < _picture.Height; y++)
            _pixels.AsSpan((((top + y) * _ground.Width) + left) * 3, rowBytes).CopyTo(rgb24[(y * rowBytes)..]);
    }

    private static int Pan(TimeSpan time, double periodSeconds, int room)
    {
        double phase = Math.Tau * time.TotalSeconds / periodSeconds;
        return Math.Clamp((int)Math.Round((0.5 + (0.5 * Math.Sin(phase))) * room), 0, room);
    }

    // Four muted colours in the corners, dark enough for the shapes to stand out.
    private static Vector3[] DrawGradient(int columns, int rows, Random random)
    {
        float hue = random.NextSingle();
        Vector3[] corners = [.. Enumerable.Range(0, 4).Select(i =>
            ToVector(Rgb.FromHsv(hue + (0.09f * i), 0.35f + (0.2f * random.NextSingle()), 0.25f + (0.2f * random.NextSingle()))))];
        var coarse = new Vector3[columns * rows];
        for (int i = 0; i < coarse.Length; i++)
        {
            float across = (float)(i % columns) / columns;
            float down = (float)(i / columns) / rows;
            coarse[i] = Vector3.Lerp(
                Vector3.Lerp(corners[0], corners[1], across), Vector3.Lerp(corners[3], corners[2], across), down);
        }

        return coarse;
    }

    private static void AddSpot(Vector3[] coarse, int columns, int rows, Random random)
    {
        var centre = new Vector2(random.NextSingle() * columns, random.NextSingle() * rows);
        float radius = columns * (LeastSpot + ((GreatestSpot - LeastSpot) * random.NextSingle()));
        Vector3 colour = ToVector(Rgb.FromHsv(random.NextSingle(), 0.5f * random.NextSingle(), 0.2f + (0.6f * random.NextSingle())));
        for (int i = 0; i < coarse.Length; i++)
        {
            float distance = Vector2.Distance(centre, new Vector2(i % columns, i / columns)) / radius;
            float cover = Math.Clamp(1 - (distance * distance), 0, 1);
            coarse[i] = Vector3.Lerp(coarse[i], colour, SpotStrength * cover * cover);
        }
    }

    private void Enlarge(Vector3[] coarse, int columns, Random random)
    {
        for (int y = 0, at = 0; y < _ground.Height; y++)
        {
            int row = y / Coarseness * columns;
            float down = (float)(y % Coarseness) / Coarseness;
            for (int x = 0; x < _ground.Width; x++, at += 3)
            {
                int i = row + (x / Coarseness);
                float across = (float)(x % Coarseness) / Coarseness;
                Vector3 upper = Vector3.Lerp(coarse[i], coarse[i + 1], across);
                Vector3 lower = Vector3.Lerp(coarse[i + columns], coarse[i + columns + 1], across);
                Vector3 colour = Vector3.Lerp(upper, lower, down) + new Vector3(random.Next(-Grain, Grain + 1));
                for (int channel = 0; channel < 3; channel++)
                    _pixels[at + channel] = (byte)Math.Clamp(colour[channel], 0, 255);
            }
        }
    }

    private static Vector3 ToVector(Rgb colour) => new(colour.R, colour.G, colour.B);
}
