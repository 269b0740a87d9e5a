namespace RealtimeDetect.Inference.Imaging;

/// <summary>One plane of 8-bit samples in unmanaged memory.</summary>
/// <remarks><b>Ownership:</b> a view into <see cref="YuvPlanes"/>, valid until that is resized or disposed.</remarks>
internal readonly unsafe struct YuvPlane(byte* data, int width, int height, int stride)
{
    /// <summary>First sample.</summary>
    public byte* Data { get; } = data;

    /// <summary>Samples per row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Bytes from one row to the next; a multiple of 64.</summary>
    public int Stride { get; } = stride;

    /// <summary>The samples of a row.</summary>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return new Span<byte>(Data + (nint)y * Stride, Width);
    }
}
