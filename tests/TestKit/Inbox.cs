namespace RealtimeDetect.TestKit;

/// <summary>What a peer received, in order: tests take what they look for and leave the rest.</summary>
/// <remarks><b>Threading:</b> one receive loop adds; one test at a time takes.</remarks>
/// <typeparam name="T">A message.</typeparam>
internal sealed class Inbox<T>(string owner)
{
    private readonly Lock _lock = new();
    private readonly List<T> _waiting = [];
    private readonly List<T> _history = [];
    private TaskCompletionSource _changed = NewSignal();
    private string? _ended;

    /// <summary>Everything that came, taken or not.</summary>
    public IReadOnlyList<T> History
    {
        get
        {
            lock (_lock)
                return [.. _history];
        }
    }

    /// <summary>Adds a message.</summary>
    public void Add(T message)
    {
        lock (_lock)
        {
            _waiting.Add(message);
            _history.Add(message);
        }
        Signal();
    }

    /// <summary>Says that nothing more comes, and why.</summary>
    public void Complete(string reason)
    {
        lock (_lock)
            _ended = reason;
        Signal();
    }

    /// <summary>Takes the first message that matches, waiting for it within the budget.</summary>
    /// <exception cref="InvalidOperationException">The socket ended without it.</exception>
    /// <exception cref="TimeoutException">It did not come; the message says what came instead.</exception>
    public async Task<T> TakeAsync(Func<T, bool> matches, string what, TimeSpan? limit = null)
    {
        try
        {
            return await TakeAsync(matches, what).WithinAsync(limit ?? Budget.Wait, what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{owner}: {e.Message} Came: {Summary()}", e);
        }
    }

    private async Task<T> TakeAsync(Func<T, bool> matches, string what)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                int index = _waiting.FindIndex(message => matches(message));
                if (index >= 0)
                {
                    T found = _waiting[index];
                    _waiting.RemoveAt(index);
                    return found;
                }
                if (_ended is not null)
                    throw new InvalidOperationException($"{owner} ended ({_ended}) without {what}; came: {Summary()}");
                changed = _changed.Task;
            }
            await changed;
        }
    }

    private string Summary() => string.Join(" ", History.TakeLast(20));

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
