namespace RealtimeDetect.TestKit;

/// <summary>Waits for what the server does by itself and tells nobody.</summary>
public static class Until
{
    /// <summary>Waits until something holds.</summary>
    /// <param name="holds">Looked at again and again.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="TimeoutException">It did not within <see cref="Budget.LongWait"/>.</exception>
    public static async Task HoldsAsync(Func<bool> holds, string what)
    {
        ArgumentNullException.ThrowIfNull(holds);
        using var limit = new CancellationTokenSource(Budget.LongWait);
        while (!holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited {Budget.LongWait.TotalSeconds} s in vain for {what}.");
            await Task.Yield();
        }
    }
}
