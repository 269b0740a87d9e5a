namespace RealtimeDetect.Inference.Imaging;

/// <summary>A picture as JFIF full-range luma and colour planes, in reused memory.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed unsafe class YuvPlanes : IDisposable
{
    // Bytes a row starts on, and bytes that may be read past the last row by a vector load.
    private const int Alignment = 64;

    private readonly NativeBuffer _memory = new();

    /// <summary>Size of the picture; the planes of an odd-sized subsampled one are rounded up.</summary>
    public PixelSize Size { get; private set; }

    /// <summary>How the colour planes are sampled.</summary>
    public JpegSubsampling Subsampling { get; private set; }

    /// <summary>Pixels per colour sample along a row: 1, 2 or 4.</summary>
    public int FactorX { get; private set; } = 1;

    /// <summary>Pixels per colour sample down a column: 1, 2 or 4.</summary>
    public int FactorY { get; private set; } = 1;

    /// <summary>Whether there are colour planes.</summary>
    public bool HasColour => Subsampling != JpegSubsampling.Grey;

    /// <summary>Brightness.</summary>
    public YuvPlane Luma { get; private set; }

    /// <summary>Blue difference, 128 for none; empty for grey.</summary>
    public YuvPlane Cb { get; private set; }

    /// <summary>Red difference, 128 for none; empty for grey.</summary>
    public YuvPlane Cr { get; private set; }

    /// <summary>Pixels per colour sample, along a row and down a column.</summary>
    public static (int X, int Y) FactorsOf(JpegSubsampling subsampling) => subsampling switch
    {
        JpegSubsampling.Yuv422 => (2, 1),
        JpegSubsampling.Yuv420 => (2, 2),
        JpegSubsampling.Yuv440 => (1, 2),
        JpegSubsampling.Yuv411 => (4, 1),
        JpegSubsampling.Yuv441 => (1, 4),
        _ => (1, 1),
    };

    /// <summary>Lays the planes out for a picture; their content is undefined afterwards.</summary>
    /// <param name="size">Width and height in pixels.</param>
    /// <param name="subsampling">How the colour planes are sampled.</param>
    /// <param name="unit">The planes' memory has whole units of so many samples, across and down, beyond what they show.</param>
    public void Resize(PixelSize size, JpegSubsampling subsampling, int unit = 1)
    {
        Size = size;
        Subsampling = subsampling;
        (FactorX, FactorY) = FactorsOf(subsampling);
        int width = RoundUp(size.Width, FactorX), height = RoundUp(size.Height, FactorY);
        int chromaWidth = HasColour ? width / FactorX : 0, chromaHeight = HasColour ? height / FactorY : 0;
        int stride = RoundUp(RoundUp(width, FactorX * unit), Alignment), chromaStride = RoundUp(RoundUp(chromaWidth, unit), Alignment);
        nint lumaBytes = (nint)stride * RoundUp(height, FactorY * unit), chromaBytes = (nint)chromaStride * RoundUp(chromaHeight, unit);

        _memory.Reserve((nuint)(lumaBytes + 2 * chromaBytes + Alignment));
        Luma = new YuvPlane(_memory.Pointer, width, height, stride);
        Cb = new YuvPlane(_memory.Pointer + lumaBytes, chromaWidth, chromaHeight, chromaStride);
        Cr = new YuvPlane(_memory.Pointer + lumaBytes + chromaBytes, chromaWidth, chromaHeight, chromaStride);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;
}
