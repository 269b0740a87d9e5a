namespace RealtimeDetect.Inference.Imaging;

/// <summary>A fraction of a picture's size that it is decoded to (<c>tjscalingfactor</c>).</summary>
internal readonly record struct TurboJpegScale(int Numerator, int Denominator)
{
    /// <summary>Size of a picture decoded with it; sides are rounded up (<c>TJSCALED</c>).</summary>
    public PixelSize Of(PixelSize size) => new(Of(size.Width), Of(size.Height));

    private int Of(int side) => (int)(((long)side * Numerator + Denominator - 1) / Denominator);
}
