using Microsoft.Data.Sqlite;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>The index of all recordings: an SQLite file that can be made anew from the recordings themselves.</summary>
/// <remarks><b>Threading:</b> any thread; changes are made by one thread, readers have connections of their own (WAL).</remarks>
internal sealed class RecordingIndex : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS recordings (
          id TEXT PRIMARY KEY, token TEXT NOT NULL, started_at INTEGER NOT NULL, duration_ms INTEGER NOT NULL, bytes INTEGER NOT NULL,
          frames INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, trigger INTEGER NOT NULL, complete INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS by_stream ON recordings (token, started_at);
        CREATE INDEX IF NOT EXISTS by_age ON recordings (complete, started_at, bytes);
        CREATE TABLE IF NOT EXISTS seen (recording TEXT NOT NULL, class TEXT NOT NULL, PRIMARY KEY (recording, class)) WITHOUT ROWID;
        """;

    private const string Columns = """
        SELECT id, token, started_at, duration_ms, bytes, frames, width, height, trigger, complete,
          (SELECT group_concat(class, char(10)) FROM seen WHERE recording = id) FROM recordings
        """;

    private const string Matching = """
        WHERE token = $token AND started_at < $to AND started_at + duration_ms >= $from
          AND ($class IS NULL OR EXISTS (SELECT 1 FROM seen WHERE recording = id AND class = $class))
        """;

    private readonly string _connectionString;
    private readonly IndexWriter _writer;

    /// <summary>Opens the index, or makes it.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public RecordingIndex(string path, ILogger<IndexWriter> logger)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        SqliteConnection connection = Open();
        connection.Run(Schema);
        _writer = new IndexWriter(connection, logger);
    }

    /// <summary>Adds a recording, or takes another's place that has the same id.</summary>
    public Task SaveAsync(RecordingRow row) => _writer.PostAsync(connection =>
    {
        connection.Run(
            """
            INSERT OR REPLACE INTO recordings VALUES ($id, $token, $started_at, $duration_ms, $bytes, $frames, $width, $height, $trigger, $complete)
            """,
            ("$id", row.Id), ("$token", row.Token.Value), ("$started_at", row.StartedAtMs), ("$duration_ms", row.Totals.DurationMs),
            ("$bytes", row.Totals.Bytes), ("$frames", row.Totals.Frames), ("$width", row.Size.Width), ("$height", row.Size.Height),
            ("$trigger", (int)row.Trigger), ("$complete", row.IsComplete ? 1 : 0));
        foreach (string name in row.Classes)
            connection.Run("INSERT OR IGNORE INTO seen VALUES ($id, $class)", ("$id", row.Id), ("$class", name));
    });

    /// <summary>Removes a recording.</summary>
    public Task RemoveAsync(string id) => _writer.PostAsync(connection =>
    {
        connection.Run("DELETE FROM recordings WHERE id = $id", ("$id", id));
        connection.Run("DELETE FROM seen WHERE recording = $id", ("$id", id));
    });

    /// <summary>Completes when every change posted before was made.</summary>
    public Task SettledAsync() => _writer.PostAsync(_ => { });

    /// <summary>One of a stream's recordings; null if the stream has none of that id.</summary>
    public RecordingRow? Find(StreamToken token, string id)
    {
        using SqliteConnection connection = Open();
        return connection.Rows($"{Columns} WHERE id = $id AND token = $token", ReadRow, ("$id", id), ("$token", token.Value)).FirstOrDefault();
    }

    /// <summary>A stream's recordings, newest first, and how many match in all.</summary>
    public (IReadOnlyList<RecordingRow> Rows, long Total) List(RecordingQuery query)
    {
        (string, object?)[] parameters =
        [
            ("$token", query.Token.Value), ("$from", query.FromMs), ("$to", query.ToMs), ("$class", query.Class), ("$limit", query.Limit), ("$offset", query.Offset),
        ];
        using SqliteConnection connection = Open();
        List<RecordingRow> rows = connection.Rows($"{Columns} {Matching} ORDER BY started_at DESC LIMIT $limit OFFSET $offset", ReadRow, parameters);
        return (rows, connection.Rows($"SELECT count(*) FROM recordings {Matching}", reader => reader.GetInt64(0), parameters)[0]);
    }

    /// <summary>All recordings, or those that are not complete.</summary>
    public IReadOnlyList<RecordingRow> All(bool onlyIncomplete = false)
    {
        using SqliteConnection connection = Open();
        return connection.Rows(onlyIncomplete ? $"{Columns} WHERE complete = 0" : Columns, ReadRow);
    }

    /// <summary>The oldest complete recordings of all streams.</summary>
    public IReadOnlyList<RecordingRow> Oldest(int count)
    {
        using SqliteConnection connection = Open();
        return connection.Rows($"{Columns} WHERE complete = 1 ORDER BY started_at LIMIT $count", ReadRow, ("$count", count));
    }

    /// <summary>Bytes of all recordings.</summary>
    public long TotalBytes()
    {
        using SqliteConnection connection = Open();
        return connection.Rows("SELECT coalesce(sum(bytes), 0) FROM recordings", reader => reader.GetInt64(0))[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static RecordingRow ReadRow(SqliteDataReader row)
    {
        // Tokens were checked before they were written.
        _ = StreamToken.TryParse(row.GetString(1), out StreamToken token);
        return new RecordingRow(
            row.GetString(0), token, row.GetInt64(2), new(row.GetInt32(6), row.GetInt32(7)), (RecordingTrigger)row.GetInt32(8),
            new SegmentTotals(row.GetInt64(3), row.GetInt64(4), row.GetInt32(5)), row.GetInt32(9) == 1,
            row.IsDBNull(10) ? [] : row.GetString(10).Split('\n'));
    }
}
