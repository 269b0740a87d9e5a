namespace RealtimeDetect.Inference.Detectors;

/// <summary>The head of a YOLOv8 detection network: the six maps it is cut at, and how to read them.</summary>
/// <param name="Levels">Three grids, finest first.</param>
/// <param name="ClassCount">Channels of each class map.</param>
/// <param name="BinCount">Bins of each box side's distribution; a box map has four times as many channels. 16 for every published model.</param>
internal sealed record YoloV8Head(IReadOnlyList<YoloV8Level> Levels, int ClassCount, int BinCount)
{
    /// <summary>Names of the six maps in the order of the cut graph's outputs: box and class map of each level.</summary>
    public IEnumerable<string> Outputs => Levels.SelectMany(level => new[] { level.BoxOutput, level.ClassOutput });
}
