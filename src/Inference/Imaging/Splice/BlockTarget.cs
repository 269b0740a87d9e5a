namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Where one block of every MCU lies in a plane, and how its coefficients become samples.</summary>
/// <remarks><b>Ownership:</b> points into planes and quantisation tables; valid while both are held and keep their size.</remarks>
internal unsafe struct BlockTarget
{
    /// <summary>Number of its component.</summary>
    public int Component;

    /// <summary>Its table of differences.</summary>
    public HuffmanTable Dc;

    /// <summary>Its table of the other coefficients.</summary>
    public HuffmanTable Ac;

    /// <summary>Whether it is one of two blocks side by side that make 4x4 samples each: they are transformed together then.</summary>
    public bool IsPaired;

    /// <summary>0 to 3 for 8x8, 4x4, 2x2 or 1 sample.</summary>
    public int ReductionLog2;

    /// <summary>Its first sample in the first MCU.</summary>
    public byte* First;

    /// <summary>Bytes from row to row.</summary>
    public nint Stride;

    /// <summary>Bytes from one MCU to the next in a row.</summary>
    public nint StepX;

    /// <summary>Bytes from one row of MCUs to the next.</summary>
    public nint StepY;

    /// <summary>Factors of the inverse transform.</summary>
    public float* Factors;

    /// <summary>Its first sample in an MCU.</summary>
    public readonly byte* At(int mcuX, int mcuY) => First + mcuX * StepX + mcuY * StepY;

    /// <summary>Lists the blocks of an MCU in the order in which they are coded.</summary>
    /// <param name="targets">Receives up to <see cref="MaxBlocks"/> entries.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="tables">Its tables.</param>
    /// <param name="planes">Planes that hold whole MCUs.</param>
    /// <param name="lumaReductionLog2">Reduction of luma.</param>
    /// <param name="chromaReductionLog2">Reduction of colour.</param>
    /// <returns>Number of entries.</returns>
    public static int List(
        Span<BlockTarget> targets, BaselineFrame frame, ScanTables tables, YuvPlanes planes, int lumaReductionLog2, int chromaReductionLog2)
    {
        int count = 0;
        for (int i = 0; i < frame.ComponentCount; i++)
        {
            ScanComponent component = frame.Components[i];
            YuvPlane plane = i == 0 ? planes.Luma : i == 1 ? planes.Cb : planes.Cr;
            int reduction = i == 0 ? lumaReductionLog2 : chromaReductionLog2, side = 8 >> reduction;
            for (int block = 0; block < component.BlocksAcross * component.BlocksDown; block++)
            {
                int x = block % component.BlocksAcross, y = block / component.BlocksAcross;
                targets[count++] = new BlockTarget
                {
                    Component = i,
                    Dc = tables.Dc(i),
                    Ac = tables.Ac(i),
                    IsPaired = reduction == 1 && component.BlocksAcross == 2,
                    ReductionLog2 = reduction,
                    First = plane.Data + x * side + (nint)y * side * plane.Stride,
                    Stride = plane.Stride,
                    StepX = side * component.BlocksAcross,
                    StepY = (nint)side * component.BlocksDown * plane.Stride,
                    Factors = tables.Quant(i).InverseFactors(reduction),
                };
            }
        }
        return count;
    }

    /// <summary>Blocks of the largest MCU taken here: 4:2:0.</summary>
    public const int MaxBlocks = 6;
}
