namespace RealtimeDetect.TestKit;

/// <summary>How long a test waits for a signal before it fails with the name of what it waited for.</summary>
public static class Budget
{
    /// <summary>For anything that comes at once: generous, since build machines are busy, and what comes costs no more for it.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    /// <summary>For what takes seconds by itself: a server's start, a time-out that cannot be shortened.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    /// <summary>Awaits a task within <see cref="Wait"/>.</summary>
    public static Task<T> WithinAsync<T>(this Task<T> task, string what) => WithinAsync(task, Wait, what);

    /// <summary>Awaits a task within a time.</summary>
    /// <exception cref="TimeoutException">It did not complete; the message says what was waited for.</exception>
    public static async Task<T> WithinAsync<T>(this Task<T> task, TimeSpan limit, string what)
    {
        await WithinAsync((Task)task, limit, what);
        return await task;
    }

    /// <summary>Awaits a task within <see cref="Wait"/>.</summary>
    public static Task WithinAsync(this Task task, string what) => WithinAsync(task, Wait, what);

    /// <summary>Awaits a task within a time.</summary>
    /// <exception cref="TimeoutException">It did not complete; the message says what was waited for.</exception>
    public static async Task WithinAsync(this Task task, TimeSpan limit, string what)
    {
        try
        {
            await task.WaitAsync(limit);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {limit.TotalSeconds} s in vain for {what}.", e);
        }
    }
}
