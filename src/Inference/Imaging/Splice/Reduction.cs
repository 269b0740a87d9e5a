namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>By how much a picture may be reduced while it is decoded, so that it still has a sample for each pixel of a network input.</summary>
internal static class Reduction
{
    /// <summary>The largest reduction, by 8: the mean of a block.</summary>
    public const int MaxLog2 = 3;

    /// <summary>0 to 3 for reductions by 1 to 8.</summary>
    /// <param name="picture">Size of the picture.</param>
    /// <param name="scaled">Size at which it is wanted.</param>
    public static int Log2For(PixelSize picture, PixelSize scaled)
    {
        int log2 = MaxLog2;
        while (log2 > 0 && (Reduced(picture.Width, log2) < scaled.Width || Reduced(picture.Height, log2) < scaled.Height))
            log2--;
        return log2;
    }

    /// <summary>Size of the reduced picture.</summary>
    public static PixelSize Of(PixelSize picture, int log2) => new(Reduced(picture.Width, log2), Reduced(picture.Height, log2));

    private static int Reduced(int length, int log2) => (length + (1 << log2) - 1) >> log2;
}
