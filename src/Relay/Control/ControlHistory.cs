using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Control;

/// <summary>A stream's last changes of the operating point.</summary>
/// <remarks><b>Threading:</b> the control ticker adds; any thread reads.</remarks>
internal sealed class ControlHistory
{
    /// <summary>Changes kept: some ten minutes at the most that a steady stream makes.</summary>
    private const int Capacity = 64;

    private readonly Lock _lock = new();
    private readonly Queue<ControlChange> _changes = new(Capacity);
    private readonly TimeProvider _time;

    /// <summary>A history that begins with the starting point.</summary>
    public ControlHistory(ControlDecision start, TimeProvider time)
    {
        _time = time;
        _changes.Enqueue(new ControlChange(time.GetUtcNow(), start.Point, start.Reason));
    }

    /// <summary>The changes, oldest first.</summary>
    public IReadOnlyList<ControlChange> Read()
    {
        lock (_lock)
            return [.. _changes];
    }

    /// <summary>Adds a decision if it changed something.</summary>
    public void Add(ControlDecision decision)
    {
        if (!decision.Changed)
            return;
        lock (_lock)
        {
            if (_changes.Count == Capacity)
                _changes.Dequeue();
            _changes.Enqueue(new ControlChange(_time.GetUtcNow(), decision.Point, decision.Reason));
        }
    }
}
