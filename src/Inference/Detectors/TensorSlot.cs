namespace RealtimeDetect.Inference.Detectors;

/// <summary>The place of one tensor, a picture after the other, in a detector's memory.</summary>
/// <param name="Offset">First float.</param>
/// <param name="Capacity">Pictures.</param>
/// <param name="Channels">Planes of a picture.</param>
/// <param name="Width">Columns of a plane.</param>
/// <param name="Height">Rows of a plane.</param>
internal readonly record struct TensorSlot(int Offset, int Capacity, int Channels, int Width, int Height)
{
    /// <summary>Floats of one picture.</summary>
    public int PictureLength => Channels * Width * Height;

    /// <summary>Where the next tensor may start.</summary>
    public int End => TensorMemory.Align(checked(Offset + (Capacity * PictureLength)));

    /// <summary>First float of a picture.</summary>
    public int OffsetOf(int picture) => Offset + (picture * PictureLength);

    /// <summary>Bytes of the first pictures.</summary>
    public long Bytes(int count) => (long)count * PictureLength * sizeof(float);

    /// <summary>Shape for ONNX Runtime: the first pictures.</summary>
    public long[] Shape(int count) => [count, Channels, Height, Width];
}
