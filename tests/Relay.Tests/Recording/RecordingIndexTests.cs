using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RecordingIndexTests : IDisposable
{
    private const int Many = 10_000, Streams = 10;
    private const long HourMs = 3_600_000;

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingIndex _index;

    public RecordingIndexTests() => _index = new RecordingIndex(_folder.File("index.db"), NullLogger<IndexWriter>.Instance);

    [Fact]
    public async Task List_TenThousandRecordings_PagesAndFilters()
    {
        await FillAsync();
        StreamToken token = Token(3);

        (IReadOnlyList<RecordingRow> page, long total) = _index.List(new RecordingQuery(token, Offset: 20, Limit: 5));
        (IReadOnlyList<RecordingRow> day, long inDay) = _index.List(new RecordingQuery(token, FromMs: 100 * HourMs, ToMs: 300 * HourMs));
        (IReadOnlyList<RecordingRow> cats, long withCat) = _index.List(new RecordingQuery(token, Class: "cat", Limit: 200));

        Assert.Equal(Many / Streams, total);
        Assert.Equal([9793, 9783, 9773, 9763, 9753], page.Select(row => row.StartedAtMs / HourMs));
        Assert.Equal(20, inDay);
        Assert.All(day, row => Assert.InRange(row.StartedAtMs, 100 * HourMs, 300 * HourMs));
        // Every seventh has a cat, every tenth is this stream's.
        Assert.Equal(Enumerable.Range(0, Many).Count(i => i % 7 == 0 && i % Streams == 3), withCat);
        Assert.All(cats, row => Assert.Contains("cat", row.Classes));
        Assert.Equal(Many * 1000L, _index.TotalBytes());
    }

    // Whether a query is fast with many rows is whether it finds them by an index: time is not looked at.
    [Theory]
    [InlineData("SELECT * FROM recordings WHERE token = 'a' AND started_at < 5 ORDER BY started_at DESC LIMIT 5", "by_stream")]
    [InlineData("SELECT id FROM recordings WHERE complete = 1 ORDER BY started_at LIMIT 5", "by_age")]
    [InlineData("SELECT 1 FROM seen WHERE recording = 'x' AND class = 'cat'", "PRIMARY KEY")]
    public void Queries_Plan_SearchAnIndexAndSortNothing(string sql, string index)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("index.db")}");
        connection.Open();

        string plan = string.Join('\n', connection.Rows($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3)));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OtherStreamsRecording_IsNotThere()
    {
        await _index.SaveAsync(Row(0));

        Assert.NotNull(_index.Find(Token(0), "r0"));
        Assert.Null(_index.Find(Token(1), "r0"));
        Assert.Null(_index.Find(Token(0), "r0' OR '1'='1"));
    }

    [Fact]
    public async Task Save_SameAgain_TakesItsPlace()
    {
        await _index.SaveAsync(Row(7) with { IsComplete = false, Classes = [] });
        await _index.SaveAsync(Row(7));
        Assert.Equal(1, _index.List(new RecordingQuery(Token(7))).Total);
        Assert.Equal(["cat"], _index.Find(Token(7), "r7")!.Classes);

        await _index.RemoveAsync("r7");

        Assert.Empty(_index.All());
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    private async Task FillAsync()
    {
        for (int i = 0; i < Many - 1; i++)
            _ = _index.SaveAsync(Row(i));
        await _index.SaveAsync(Row(Many - 1));
    }

    private static RecordingRow Row(int i) => new(
        $"r{i}", Token(i % Streams), i * HourMs, new(320, 240), RecordingTrigger.Always, new SegmentTotals(60_000, 1000, 1500), true,
        i % 7 == 0 ? ["cat"] : []);

    private static StreamToken Token(int stream) => StreamToken.TryParse($"stream-{stream}", out StreamToken token) ? token : default;
}
