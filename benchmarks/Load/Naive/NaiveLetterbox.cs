using Microsoft.ML.OnnxRuntime.Tensors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load.Naive;

/// <summary>A picture in the middle of a grey square, bilinear, pixel by pixel.</summary>
internal sealed class NaiveLetterbox(PixelSize picture, int side)
{
    private const float Padding = 114 / 255f;

    private readonly float _scale = Math.Min((float)side / picture.Width, (float)side / picture.Height);

    private float OffsetX => (side - picture.Width * _scale) / 2;

    private float OffsetY => (side - picture.Height * _scale) / 2;

    /// <summary>A fresh tensor of [1, 3, side, side], red, green and blue planes from 0 to 1.</summary>
    public DenseTensor<float> Fill(byte[] rgb)
    {
        var tensor = new DenseTensor<float>([1, 3, side, side]);
        Span<float> values = tensor.Buffer.Span;
        values.Fill(Padding);
        int plane = side * side;
        int lastX = (int)(OffsetX + picture.Width * _scale), lastY = (int)(OffsetY + picture.Height * _scale);
        for (int y = (int)OffsetY; y < lastY; y++)
        {
            for (int x = (int)OffsetX; x < lastX; x++)
            {
                float sourceX = Math.Clamp((x + 0.5f - OffsetX) / _scale - 0.5f, 0, picture.Width - 1);
                float sourceY = Math.Clamp((y + 0.5f - OffsetY) / _scale - 0.5f, 0, picture.Height - 1);
                for (int channel = 0; channel < 3; channel++)
                    values[channel * plane + y * side + x] = Sample(rgb, sourceX, sourceY, channel) / 255f;
            }
        }
        return tensor;
    }

    /// <summary>A box of the square, in the picture.</summary>
    public NaiveDetection ToPicture(int label, float score, float centreX, float centreY, float width, float height) => new(
        label, score, (centreX - width / 2 - OffsetX) / _scale, (centreY - height / 2 - OffsetY) / _scale,
        (centreX + width / 2 - OffsetX) / _scale, (centreY + height / 2 - OffsetY) / _scale);

    private float Sample(byte[] rgb, float x, float y, int channel)
    {
        int left = (int)x, top = (int)y;
        int right = Math.Min(left + 1, picture.Width - 1), bottom = Math.Min(top + 1, picture.Height - 1);
        float across = x - left, down = y - top;
        float upper = At(left, top) * (1 - across) + At(right, top) * across;
        float lower = At(left, bottom) * (1 - across) + At(right, bottom) * across;
        return upper * (1 - down) + lower * down;

        float At(int column, int row) => rgb[(row * picture.Width + column) * 3 + channel];
    }
}
