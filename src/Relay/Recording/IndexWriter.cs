using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Makes all changes to the index, one after another, on a thread of its own.</summary>
/// <remarks>
/// A change that the disk does not take is tried again until it does, and holds up those after it: the index then lags behind the files, and
/// nothing else waits for it. <b>Threading:</b> any thread posts. <b>Ownership:</b> disposing makes the changes that wait, once, and ends the thread.
/// </remarks>
internal sealed partial class IndexWriter : IDisposable
{
    /// <summary>Wait before a failed change is tried again.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>How long the end may take.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<(Action<SqliteConnection> Change, TaskCompletionSource Done)> _changes = [];
    private readonly ManualResetEventSlim _ending = new();
    private readonly SqliteConnection _connection;
    private readonly ILogger _logger;
    private readonly Thread _thread;

    /// <summary>Takes over an open connection and begins.</summary>
    public IndexWriter(SqliteConnection connection, ILogger logger)
    {
        _connection = connection;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "record-index" };
        _thread.Start();
    }

    /// <summary>Posts a change.</summary>
    /// <returns>Completes when it was made; awaited by whoever wants to see it.</returns>
    public Task PostAsync(Action<SqliteConnection> change)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _changes.Add((change, done));
        }
        catch (InvalidOperationException)
        {
            // The server is stopping; the next start finds out from the files.
            done.SetCanceled();
        }
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes.CompleteAdding();
        _ending.Set();
        if (_thread.Join(EndLimit))
        {
            _changes.Dispose();
            _ending.Dispose();
        }
        _connection.Dispose();
    }

    private void Run()
    {
        foreach ((Action<SqliteConnection> change, TaskCompletionSource done) in _changes.GetConsumingEnumerable())
        {
            while (!TryMake(change) && !_ending.Wait(RetryDelay))
            {
                // Again.
            }
            done.SetResult();
        }
    }

    private bool TryMake(Action<SqliteConnection> change)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            change(_connection);
            transaction.Commit();
            return true;
        }
        catch (SqliteException e)
        {
            Log.ChangeFailed(_logger, e.SqliteErrorCode, e.Message);
            return false;
        }
    }
}
