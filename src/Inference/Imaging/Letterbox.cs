namespace RealtimeDetect.Inference.Imaging;

/// <summary>How a picture is scaled and padded into a network input, and how boxes come back.</summary>
/// <remarks>
/// The input is the smallest rectangle of whole strides that holds the scaled picture, not a square: 16:9 at 640 needs
/// 640x384 (x0.6 of the work). It is Ultralytics' rectangular letterbox, so that both give the same detections; a rectangle that keeps
/// the square's offset modulo 32 agrees better with the square, costs more and is no more accurate (benchmarks/Accuracy, geometry).
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

        return Place(picture, inferenceSize, Rectangle);
    }

    /// <summary>Places a scaled picture as a rule says; <see cref="Fit"/> and the comparisons in benchmarks/Accuracy differ in nothing else.</summary>
    /// <param name="picture">Size of the picture.</param>
    /// <param name="inferenceSize">Longer side of the scaled picture.</param>
    /// <param name="rule">From the scaled size and <paramref name="inferenceSize"/> to the input and the picture's corner in it.</param>
    internal static Letterbox Place(
        PixelSize picture, int inferenceSize, Func<PixelSize, int, (PixelSize Input, int Left, int Top)> rule)
    {
        float gain = (float)inferenceSize / picture.LongSide;
        var scaled = new PixelSize(
            Math.Max(1, (int)MathF.Round(picture.Width * gain)), Math.Max(1, (int)MathF.Round(picture.Height * gain)));
        (PixelSize input, int left, int top) = rule(scaled, inferenceSize);
        return new Letterbox { Picture = picture, Input = input, Scaled = scaled, Left = left, Top = top, Gain = gain };
    }

    /// <summary>Ultralytics' LetterBox: half of the rest on each side, and a half pixel goes to the far side.</summary>
    internal static int Offset(int padding) => (int)MathF.Round(padding / 2f - 0.1f);

    /// <summary>The next whole stride.</summary>
    internal static int RoundUp(int length) => (length + Stride - 1) / Stride * Stride;

    private static (PixelSize Input, int Left, int Top) Rectangle(PixelSize scaled, int inferenceSize)
    {
        var input = new PixelSize(RoundUp(scaled.Width), RoundUp(scaled.Height));
        return (input, Offset(input.Width - scaled.Width), Offset(input.Height - scaled.Height));
    }

    /// <summary>Maps a column of the input to the picture, unclipped.</summary>
    public float ToPictureX(float inputX) => (inputX - Left) / Gain;

    /// <summary>Maps a row of the input to the picture, unclipped.</summary>
    public float ToPictureY(float inputY) => (inputY - Top) / Gain;
}
