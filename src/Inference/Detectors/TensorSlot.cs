namespace RealtimeDetect.Inference.Detectors;

/// <summary>One tensor's place in a detector's memory.</summary>
/// <param name="Offset">First float.</param>
/// <param name="Channels">Planes.</param>
/// <param name="Width">Columns of a plane.</param>
/// <param name="Height">Rows of a plane.</param>
internal readonly record struct TensorSlot(int Offset, int Channels, int Width, int Height)
{
    /// <summary>Floats in it.</summary>
    public int Length => Channels * Width * Height;

    /// <summary>Where the next tensor may start.</summary>
    public int End => TensorMemory.Align(Offset + Length);

    /// <summary>Shape for ONNX Runtime: a batch of one.</summary>
    public long[] Shape => [1, Channels, Height, Width];
}
