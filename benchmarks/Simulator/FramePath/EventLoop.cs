namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Simulated time: runs what is due, in order of time and, at the same time, of asking.</summary>
internal sealed class EventLoop
{
    private readonly PriorityQueue<Action, (double Ms, long Order)> _due = new();
    private long _order;

    /// <summary>The time now, milliseconds since the start.</summary>
    public double NowMs { get; private set; }

    /// <summary>Runs an action at a time, now if that is past.</summary>
    public void At(double ms, Action action) => _due.Enqueue(action, (Math.Max(ms, NowMs), _order++));

    /// <summary>Runs everything up to a time.</summary>
    public void RunUntil(double endMs)
    {
        while (_due.TryPeek(out Action? action, out (double Ms, long Order) key) && key.Ms < endMs)
        {
            _due.Dequeue();
            NowMs = key.Ms;
            action();
        }

        NowMs = endMs;
    }
}
