namespace RealtimeDetect.Inference.Imaging;

/// <summary>How a picture is scaled and padded into a network input, and how boxes come back.</summary>
/// <remarks>
/// The input is the smallest rectangle of whole strides that holds the scaled picture, not a square: 16:9 at 640 needs
/// 640x384 (x0.6 of the work). It is Ultralytics' rectangular letterbox, so that both give the same detections.
/// </remarks>
public readonly record struct Letterbox
{
    /// <summary>The coarsest stride of YOLOv8, in input pixels: both sides of an input are multiples of it.</summary>
    public const int Stride = 32;

    /// <summary>The value of padding in each channel, 0 to 1: Ultralytics' grey, 114 of 255.</summary>
    public const float PaddingValue = 114f / 255f;

    /// <summary>The picture's size.</summary>
    public PixelSize Picture { get; private init; }

    /// <summary>The network input's size; both sides are multiples of <see cref="Stride"/>.</summary>
    public PixelSize Input { get; private init; }

    /// <summary>The size of the scaled picture inside the input.</summary>
    public PixelSize Scaled { get; private init; }

    /// <summary>First input column of the scaled picture.</summary>
    public int Left { get; private init; }

    /// <summary>First input row of the scaled picture.</summary>
    public int Top { get; private init; }

    /// <summary>Input pixels per picture pixel.</summary>
    public float Gain { get; private init; }

    /// <summary>Fits a picture into an input whose longer side is <paramref name="inferenceSize"/>.</summary>
    /// <param name="picture">Size of the picture; both sides at least 1.</param>
    /// <param name="inferenceSize">Longer side of the input; a positive multiple of <see cref="Stride"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the size is no positive multiple of the stride.</exception>
    public static Letterbox Fit(PixelSize picture, int inferenceSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(picture.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(picture.Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inferenceSize, Stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inferenceSize % Stride, 0, nameof(inferenceSize));

        float gain = (float)inferenceSize / picture.LongSide;
        int width = Math.Max(1, (int)MathF.Round(picture.Width * gain));
        int height = Math.Max(1, (int)MathF.Round(picture.Height * gain));
        PixelSize input = new(RoundUp(width), RoundUp(height));
        return new Letterbox
        {
            Picture = picture,
            Input = input,
            Scaled = new PixelSize(width, height),
            Left = Offset(input.Width - width),
            Top = Offset(input.Height - height),
            Gain = gain,
        };
    }

    /// <summary>Maps a column of the input to the picture, unclipped.</summary>
    public float ToPictureX(float inputX) => (inputX - Left) / Gain;

    /// <summary>Maps a row of the input to the picture, unclipped.</summary>
    public float ToPictureY(float inputY) => (inputY - Top) / Gain;

    // Ultralytics' LetterBox: half of the rest, and a half pixel goes to the far side.
    private static int Offset(int padding) => (int)MathF.Round(padding / 2f - 0.1f);

    private static int RoundUp(int length) => (length + Stride - 1) / Stride * Stride;
}
