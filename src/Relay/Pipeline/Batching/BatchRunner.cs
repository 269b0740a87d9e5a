namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>The one thread that runs a detector's batches.</summary>
/// <remarks><b>Threading:</b> its own named thread. <b>Errors:</b> a failing run costs the frames in it, and the next one is tried.</remarks>
internal sealed class BatchRunner : IDisposable
{
    private readonly BatchGate _gate;
    private readonly AutoResetEvent _wake;
    private readonly ITimer _due;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <param name="gate">Says what runs when.</param>
    /// <param name="wake">Set whenever the gate may have something.</param>
    /// <param name="modelName">Names the thread.</param>
    /// <param name="time">The clock.</param>
    public BatchRunner(BatchGate gate, AutoResetEvent wake, string modelName, TimeProvider time)
    {
        _gate = gate;
        _wake = wake;
        _due = time.CreateTimer(static state => ((AutoResetEvent)state!).Set(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(RunLoop) { Name = $"batch-{modelName}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the thread after the run under way.</summary>
    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _due.Dispose();
    }

    private void RunLoop()
    {
        while (!_stopping)
        {
            if (_gate.TryTake(out TimeSpan? due) is { } batch)
            {
                Run(batch);
                continue;
            }
            if (due is { } wait)
                _due.Change(wait, Timeout.InfiniteTimeSpan);
            _wake.WaitOne();
        }
    }

    private void Run(Batch batch)
    {
        Exception? failure = null;
        try
        {
            batch.Memory.Run(batch.Members.Count);
        }
        // The boundary of one run: whatever an execution provider throws costs its frames only; each lane reports its own.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
        }
        _gate.Finish(batch, failure);
    }
}
