using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What came of a run: every painted frame, every decision, and who watched when.</summary>
internal sealed class RunRecord
{
    /// <summary>Every frame that a viewer saw, in order of time.</summary>
    public List<PaintedFrame> Painted { get; } = [];

    /// <summary>The operating points of all streams after each step, milliseconds since the start.</summary>
    public List<(double Ms, OperatingPoint[] Points)> Points { get; } = [];

    /// <summary>Who watched when.</summary>
    public List<WatchedTime> Viewers { get; } = [];
}
