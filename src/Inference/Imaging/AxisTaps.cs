namespace RealtimeDetect.Inference.Imaging;

/// <summary>Which two samples of a plane make each output sample along one axis, and with what weights: linear interpolation at pixel centres.</summary>
/// <remarks><b>Threading:</b> one thread at a time. The tables are made again only when the geometry changes.</remarks>
internal sealed class AxisTaps
{
    /// <summary>The two weights of an output sample add up to this.</summary>
    public const int One = 1 << 14;

    private (int OutputLength, int PictureLength, int Factor, int PlaneLength) _geometry;

    /// <summary>Index of the first of the two samples, for each output sample.</summary>
    public int[] First { get; private set; } = [];

    /// <summary>Weight of the first sample in the low 16 bits, of the second in the high ones, for each output sample.</summary>
    public int[] WeightPair { get; private set; } = [];

    /// <summary>Distance from one output sample's first index to the next's where it is always the same, else 0.</summary>
    public int Step { get; private set; }

    /// <summary>Weight of the second sample.</summary>
    public int SecondWeight(int index) => WeightPair[index] >> 16;

    /// <summary>Makes the tables for a geometry.</summary>
    /// <param name="outputLength">Samples wanted.</param>
    /// <param name="pictureLength">Pixels that they span.</param>
    /// <param name="factor">Pixels per sample of the plane; samples lie in the middle of theirs.</param>
    /// <param name="planeLength">Samples of the plane; positions outside are drawn to its ends.</param>
    public void Prepare(int outputLength, int pictureLength, int factor, int planeLength)
    {
        var geometry = (outputLength, pictureLength, factor, planeLength);
        if (geometry == _geometry)
            return;
        _geometry = geometry;
        if (First.Length < outputLength)
        {
            First = GC.AllocateUninitializedArray<int>(outputLength);
            WeightPair = GC.AllocateUninitializedArray<int>(outputLength);
        }
        double scale = (double)pictureLength / outputLength / factor;
        for (int i = 0; i < outputLength; i++)
            Place(i, (i + 0.5) * scale - 0.5, planeLength);
        Step = FindStep(outputLength);
    }

    private void Place(int index, double position, int planeLength)
    {
        position = Math.Clamp(position, 0, planeLength - 1);
        int first = (int)position;
        int second = (int)Math.Round((position - first) * One);
        First[index] = first;
        WeightPair[index] = (One - second) | (second << 16);
    }

    private int FindStep(int length)
    {
        int step = length > 1 ? First[1] - First[0] : 0;
        for (int i = 1; i < length; i++)
        {
            if (First[i] - First[i - 1] != step)
                return 0;
        }
        return step;
    }
}
