using System.Numerics;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Turns the head's maps into boxes: only the cells whose class logit passes the threshold are decoded.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time. Allocates only when a larger grid, or more survivors, than ever before come along.
/// Sigmoid, box distributions (DFL) and anchors of the exported graph's last part are done here, for the few survivors.
/// </remarks>
internal sealed class YoloV8OutputDecoder
{
    private readonly int _classCount;
    private readonly int _binCount;
    private readonly bool _multiLabel;
    private ScoredBox[] _boxes = new ScoredBox[256];
    private Survivor[] _survivors = new Survivor[256];
    private int[] _survivorOfCell = [];
    private int _boxCount;
    private int _survivorCount;

    /// <summary>Prepares for a model.</summary>
    /// <param name="head">The model's head.</param>
    /// <param name="multiLabel">Whether a cell may report several classes; else its strongest only.</param>
    public YoloV8OutputDecoder(YoloV8Head head, bool multiLabel)
    {
        _classCount = head.ClassCount;
        _binCount = head.BinCount;
        _multiLabel = multiLabel;
    }

    /// <summary>Boxes decoded since the last <see cref="Clear"/>, in pixels of the network input.</summary>
    public ReadOnlySpan<ScoredBox> Boxes => _boxes.AsSpan(0, _boxCount);

    /// <summary>The logit of a confidence: sigmoid turned round.</summary>
    public static float Logit(float confidence) => MathF.Log(confidence / (1 - confidence));

    /// <summary>Forgets the boxes.</summary>
    public void Clear() => _boxCount = 0;

    /// <summary>Decodes one grid.</summary>
    /// <param name="boxMap">Box distributions: 4 x bins planes of the grid.</param>
    /// <param name="classMap">Class logits: one plane for each class.</param>
    /// <param name="columns">Cells across.</param>
    /// <param name="stride">Input pixels per cell.</param>
    /// <param name="thresholdLogit">Logit of the confidence threshold.</param>
    public void Add(ReadOnlySpan<float> boxMap, ReadOnlySpan<float> classMap, int columns, int stride, float thresholdLogit)
    {
        int cells = classMap.Length / _classCount;
        StartGrid(cells);
        for (int classId = 0; classId < _classCount; classId++)
            Scan(classMap.Slice(classId * cells, cells), classId, thresholdLogit);
        foreach (ref readonly Survivor survivor in _survivors.AsSpan(0, _survivorCount))
            Decode(boxMap, survivor, cells, columns, stride);
    }

    private void StartGrid(int cells)
    {
        _survivorCount = 0;
        if (_survivorOfCell.Length < cells)
            _survivorOfCell = new int[cells];
        _survivorOfCell.AsSpan(0, cells).Fill(-1);
    }

    // One pass over 80 x 8400 logits at 640; benchmark DetectorBenchmarks.Collect.
    private void Scan(ReadOnlySpan<float> plane, int classId, float threshold)
    {
        var limit = new Vector<float>(threshold);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(plane);
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(vectors[i], limit))
                ScanCells(plane, i * Vector<float>.Count, (i + 1) * Vector<float>.Count, classId, threshold);
        }

        ScanCells(plane, vectors.Length * Vector<float>.Count, plane.Length, classId, threshold);
    }

    private void ScanCells(ReadOnlySpan<float> plane, int start, int end, int classId, float threshold)
    {
        for (int cell = start; cell < end; cell++)
        {
            if (plane[cell] >= threshold)
                Survive(new Survivor(cell, classId, plane[cell]));
        }
    }

    private void Survive(Survivor survivor)
    {
        int previous = _multiLabel ? -1 : _survivorOfCell[survivor.Cell];
        if (previous >= 0)
        {
            if (survivor.Logit > _survivors[previous].Logit)
                _survivors[previous] = survivor;
            return;
        }

        if (_survivorCount == _survivors.Length)
            Array.Resize(ref _survivors, 2 * _survivorCount);
        _survivorOfCell[survivor.Cell] = _survivorCount;
        _survivors[_survivorCount++] = survivor;
    }

    private void Decode(ReadOnlySpan<float> boxMap, in Survivor survivor, int cells, int columns, int stride)
    {
        (int row, int column) = Math.DivRem(survivor.Cell, columns);
        float left = Distance(boxMap, survivor.Cell, cells, 0);
        float top = Distance(boxMap, survivor.Cell, cells, 1);
        float right = Distance(boxMap, survivor.Cell, cells, 2);
        float bottom = Distance(boxMap, survivor.Cell, cells, 3);
        if (_boxCount == _boxes.Length)
            Array.Resize(ref _boxes, 2 * _boxCount);
        _boxes[_boxCount++] = new ScoredBox(
            survivor.ClassId, 1 / (1 + MathF.Exp(-survivor.Logit)),
            (column + 0.5f - left) * stride, (row + 0.5f - top) * stride,
            (column + 0.5f + right) * stride, (row + 0.5f + bottom) * stride);
    }

    // The expectation of the side's distribution over its bins, in cells.
    private float Distance(ReadOnlySpan<float> boxMap, int cell, int cells, int side)
    {
        int first = (side * _binCount * cells) + cell;
        float max = float.NegativeInfinity;
        for (int bin = 0; bin < _binCount; bin++)
            max = MathF.Max(max, boxMap[first + (bin * cells)]);
        float sum = 0, weighted = 0;
        for (int bin = 0; bin < _binCount; bin++)
        {
            float share = MathF.Exp(boxMap[first + (bin * cells)] - max);
            sum += share;
            weighted += share * bin;
        }

        return weighted / sum;
    }

    private readonly record struct Survivor(int Cell, int ClassId, float Logit);
}
