using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Names the classes in each frame; the same set is the same object, since it rarely changes from frame to frame.</summary>
/// <remarks><b>Threading:</b> one thread.</remarks>
internal sealed class SeenClasses
{
    private HashSet<string> _last = [];
    private HashSet<string> _now = [];

    /// <summary>The classes of a frame, each once. The answer is never changed.</summary>
    public IReadOnlySet<string> Of(ReadOnlySpan<Detection> detections, LabelSet labels)
    {
        _now.Clear();
        foreach (Detection detection in detections)
            _now.Add(labels[detection.ClassId]);
        if (_now.SetEquals(_last))
            return _last;
        _last = _now;
        _now = [];
        return _last;
    }
}
