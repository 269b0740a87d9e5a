namespace RealtimeDetect.Adaptive;

/// <summary>What a frame costs the machine by inference size, batch and picture size, learned online.</summary>
/// <remarks>
/// A time that changes while the settings stay is the machine's doing and moves the whole table; one that differs after a change of
/// settings belongs to the new setting's own row.
/// </remarks>
internal sealed class CostTable
{
    // Share of a deviation that one sample moves the table, or a row.
    private const double TableStep = 0.8;
    private const double RowStep = 0.5;

    // A machine that is so many times slower or faster at once is believed whole: something else runs on it, or no longer does.
    private const double Jump = 2;

    // A row strays at most this far from the rule that time goes with the area.
    private const double MostRowFactor = 2;

    // No machine changes by more from one step to the next, and none is faster or slower than this: a microsecond, a minute.
    private const double MostDeviation = 1e5;
    private const double LeastSeconds = 1e-6;
    private const double MostSeconds = 60;

    // Part of a picture's codec time that does not go with its area.
    private const double CodecBaseShare = 0.1;

    private readonly Dictionary<(int Size, int Batch), double> _rows = [];
    private readonly HashSet<(int Size, int Batch)> _measured = [];
    private double _secondsAtFull;
    private double _codecSeconds;
    private (int Size, int Batch, int LongSidePx) _last;

    /// <summary>When the machine last became so much slower or faster at once; null if it never did.</summary>
    public TimeSpan? JumpedAt { get; private set; }

    /// <summary>Whether anything was measured.</summary>
    public bool IsKnown => _secondsAtFull > 0;

    /// <summary>Folds in the mean times of frames that ran at a point, in seconds.</summary>
    public void Add(TimeSpan time, int size, int batch, int longSidePx, double inferenceSeconds, double codecSeconds)
    {
        if (inferenceSeconds <= 0)
            return;
        bool isNewRow = IsKnown && (size, batch) != (_last.Size, _last.Batch);
        double deviation = Math.Clamp(inferenceSeconds / (IsKnown ? Inference(size, batch) : AreaShare(size)), 1 / MostDeviation, MostDeviation);
        bool isJump = deviation is > Jump or < 1 / Jump;
        if (isJump && IsKnown)
            JumpedAt = time;
        double step = isJump ? 1 : TableStep;
        if (isNewRow)
            _rows[(size, batch)] = Math.Clamp(Row(size, batch) * Math.Pow(deviation, RowStep), 1 / MostRowFactor, MostRowFactor);
        else
            _secondsAtFull = Math.Clamp(
                IsKnown ? _secondsAtFull * Math.Pow(deviation, step) : deviation, LeastSeconds, MostSeconds);
        double known = _codecSeconds > 0 ? Codec(longSidePx) : codecSeconds;
        double codec = known + (step * (codecSeconds - known));
        _codecSeconds = codec / PictureShare(longSidePx);
        _last = (size, batch, longSidePx);
        _measured.Add((size, batch));
    }

    /// <summary>Whether frames of a size ran in such batches.</summary>
    public bool IsMeasured(int size, int batch) => _measured.Contains((size, batch));

    /// <summary>Seconds of inference a frame at a size, in batches of so many.</summary>
    public double Inference(int size, int batch) => _secondsAtFull * AreaShare(size) * Row(size, batch);

    /// <summary>Seconds of a frame's other work.</summary>
    public double Codec(int longSidePx) => _codecSeconds * PictureShare(longSidePx);

    // A batch that was not seen costs what single frames do.
    private double Row(int size, int batch) => _rows.TryGetValue((size, batch), out double row) ? row : _rows.GetValueOrDefault((size, 1), 1);

    private static double AreaShare(int size) => size * (double)size / (ControllerBounds.HighestInferenceSize * ControllerBounds.HighestInferenceSize);

    private static double PictureShare(int longSidePx)
    {
        double side = longSidePx / 1280.0;
        return CodecBaseShare + ((1 - CodecBaseShare) * side * side);
    }
}
