using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>One recording from its start to its end, in as many files as it takes: a queue, and a thread that writes what is in it.</summary>
/// <remarks>
/// <b>Threading:</b> <see cref="TryAdd"/> and <see cref="Complete"/> from one caller at a time; they never wait. <b>Ownership:</b> each frame in
/// the queue is held by one reference. The thread ends by itself after <see cref="Complete"/>, or when the disk takes no more.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The queue holds nothing but frames, and its thread lets go of those.")]
internal sealed partial class RecordingRun
{
    // ENOSPC and EDQUOT of Linux, which .NET passes on as they are.
    private const int NoSpace = 28, QuotaExceeded = 122;

    private readonly BlockingCollection<RecordedFrame> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamToken _token;
    private readonly RecordingTrigger _trigger;
    private readonly RecordingFolder _folder;
    private readonly RecordingIndex _index;
    private readonly RecordingOptions _options;
    private readonly ILogger _logger;
    private readonly List<RecordingRow> _rows = [];
    private SegmentWriter? _segment;
    private RecordingRow? _row;
    private long _earlierBytes;
    private long _bytes;
    private long _dropped;
    private int _failure;
    private bool _synced;

    /// <summary>Begins to write.</summary>
    /// <param name="token">The stream.</param>
    /// <param name="trigger">Why.</param>
    /// <param name="store">Where; it is open.</param>
    /// <param name="options">How.</param>
    /// <param name="begin">Frames to begin with, from a key frame on, each with a reference; none to begin with the next key frame.</param>
    /// <param name="logger">The log.</param>
    public RecordingRun(
        StreamToken token, RecordingTrigger trigger, RecordingStore store, RecordingOptions options, IReadOnlyList<RecordedFrame> begin, ILogger logger)
    {
        _token = token;
        _trigger = trigger;
        _folder = store.Folder;
        _index = store.Index ?? throw new InvalidOperationException("The store is not open.");
        _options = options;
        _logger = logger;
        foreach (RecordedFrame frame in begin)
            _queue.Add(frame);
        _synced = begin.Count > 0;
        new Thread(Run) { IsBackground = true, Name = "record-write" }.Start();
    }

    /// <summary>Completes when all is written, or no more can be.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why it ended by itself.</summary>
    public RecordingAlarm Failure => (RecordingAlarm)Volatile.Read(ref _failure);

    /// <summary>Bytes written, all its files together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Frames left out since the disk was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The recordings made; complete once it has ended.</summary>
    public IReadOnlyList<RecordingRow> Rows => _rows;

    /// <summary>Adds a frame with a reference of its own.</summary>
    /// <returns>False if it was left out: a key frame is needed to go on.</returns>
    public bool TryAdd(RecordedFrame frame)
    {
        if (Failure != RecordingAlarm.None)
            return false;
        bool isDropped = _queue.Count >= _options.QueueFrames;
        if (isDropped || !(_synced || frame.IsKey))
        {
            if (isDropped || Dropped > 0)
                Interlocked.Increment(ref _dropped);
            _synced = false;
            return false;
        }
        _synced = true;
        frame.AddReference();
        _queue.Add(frame);
        return true;
    }

    /// <summary>Ends it: what is in the queue is still written.</summary>
    public void Complete() => _queue.CompleteAdding();

    private void Run()
    {
        Guard(WriteAll);
        Guard(CloseSegment);
        while (_queue.TryTake(out RecordedFrame? left))
            left.Release();
        _ended.SetResult();
    }

    // The boundary of one recording: its fault ends it and nothing else.
    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RecordingAlarm alarm = e.HResult is NoSpace or QuotaExceeded ? RecordingAlarm.DiskFull : RecordingAlarm.WriteFailed;
            Volatile.Write(ref _failure, (int)alarm);
            // Not the message: it holds the path, and that the token.
            Log.WriteFailed(_logger, _token, alarm, e.GetType().Name, e.HResult);
        }
    }

    private void WriteAll()
    {
        foreach (RecordedFrame frame in _queue.GetConsumingEnumerable())
        {
            try
            {
                Write(frame);
            }
            finally
            {
                frame.Release();
            }
        }
    }

    private void Write(RecordedFrame frame)
    {
        if (frame.IsKey && _segment?.Fits(frame, _options.SegmentLength) == false)
            CloseSegment();
        if (_segment is null && frame.IsKey)
            OpenSegment(frame);
        if (_segment is not { } segment)
            return;
        int before = segment.Totals.Frames;
        segment.Add(frame);
        Interlocked.Exchange(ref _bytes, _earlierBytes + segment.Totals.Bytes);
        if (segment.Totals.Frames != before)
            _index.SaveAsync(_row! with { Totals = segment.Totals });
    }

    private void OpenSegment(RecordedFrame key)
    {
        string id = RecordingId.New(key.TimeMs);
        _row = new RecordingRow(id, _token, key.TimeMs, key.Size, _trigger, default, IsComplete: false, []);
        FileStream video = RecordingFolder.Create(_folder.VideoFile(_token, id));
        try
        {
            _segment = new SegmentWriter(video, RecordingFolder.Create(_folder.LinesFile(_token, id)), key, _options.SegmentLength);
        }
        finally
        {
            if (_segment is null)
                video.Dispose();
        }
        _index.SaveAsync(_row);
        Log.Started(_logger, id, _token, _trigger);
    }

    private void CloseSegment()
    {
        if (_segment is not { } segment || _row is not { } row)
            return;
        bool isFinished = segment.TryFinish();
        segment.Dispose();
        _segment = null;
        SegmentTotals totals = segment.Totals;
        _earlierBytes += totals.Bytes;
        Interlocked.Exchange(ref _bytes, _earlierBytes);
        if (totals.Frames == 0)
        {
            _index.RemoveAsync(row.Id);
            _folder.Delete(row.Token, row.Id);
            return;
        }
        // One that the disk did not let finish stays open in the index, and is repaired at the next start.
        row = row with { Totals = totals, IsComplete = isFinished, Classes = segment.Classes };
        _rows.Add(row);
        _index.SaveAsync(row);
        Log.Ended(_logger, row.Id, _token, totals.DurationMs / 1000.0, totals.Bytes, Dropped);
    }
}
