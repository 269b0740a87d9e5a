using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Takes one stream's access units: holds the last seconds ready, and starts and ends recordings as its rule and people want.</summary>
/// <remarks>
/// <b>Threading:</b> <see cref="Offer"/> from the encoder's reader thread, which it never holds up; the rest from any thread.
/// <b>Ownership:</b> disposing leaves the encoder and ends the recording, after what waits is written.
/// </remarks>
internal sealed class StreamRecorder : IUnitSink, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LiveStream _stream;
    private readonly H264Feeds _feeds;
    private readonly RecordingStore _store;
    private readonly RecordingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RollingBuffer _buffer;
    private readonly SeenClasses _classes = new();
    private readonly Task<string?> _joining;
    private RecordingRule _rule;
    private string? _refusal;
    private H264Feed? _feed;
    private RecordingRun? _run;
    private bool _isWished;
    private bool _closed;
    private long _runSinceMs;
    private long _lastFrameAt;
    private long _lastMs;
    private long _lastKeyMs;
    private long? _seenAtMs;

    /// <summary>Asks for the stream's encoder; units come once it is there.</summary>
    public StreamRecorder(
        LiveStream stream, RecordingRule rule, H264Feeds feeds, RecordingStore store, IOptions<RecordingOptions> options, TimeProvider time, ILogger logger)
    {
        _stream = stream;
        _rule = rule;
        _feeds = feeds;
        _store = store;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _buffer = new RollingBuffer(_options.BufferLength, _options.BufferMaxBytes);
        StartedAt = time.GetTimestamp();
        _joining = JoinAsync();
    }

    /// <summary>The stream.</summary>
    public LiveStream Stream => _stream;

    /// <summary>When it was made.</summary>
    public long StartedAt { get; }

    /// <summary>Completes with null when units can come, else with the reason for which they cannot.</summary>
    public Task<string?> Joined => _joining;

    /// <summary>Why units cannot come; null if they can, or it is not known yet.</summary>
    public string? Refusal => Volatile.Read(ref _refusal);

    /// <summary>The recording at work, when it began (Unix milliseconds), and what it has done; null if there is none.</summary>
    public (RecordingRun Run, long SinceMs)? Current
    {
        get
        {
            lock (_lock)
                return _run is { } run ? (run, _runSinceMs) : null;
        }
    }

    /// <inheritdoc/>
    public bool WantsFullRate => Current is not null;

    /// <summary>Says what is wanted now; a recording that is no longer wanted ends.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isWished">Whether somebody asked for a recording.</param>
    public void Want(RecordingRule rule, bool isWished)
    {
        lock (_lock)
        {
            bool isEnded = _isWished && !isWished;
            (_rule, _isWished) = (rule, isWished);
            if (isEnded && WantedLocked(_lastMs) is null)
                EndRunLocked();
        }
    }

    /// <inheritdoc/>
    public void Offer(H264Unit unit)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _lastFrameAt = _time.GetTimestamp();
            // Clocks are set and guessed anew: time in a file only goes on.
            long timeMs = Math.Max(_lastMs + 1, (long)Math.Round(unit.Frame.BornAtMs));
            // What was held before the camera was away is no time before this frame.
            if (timeMs - _lastMs > _options.MaxGap.TotalMilliseconds)
                _buffer.Clear();
            _lastMs = timeMs;
            RecordedFrame frame = RecordedFrame.Of(unit, timeMs, _classes.Of(unit.Frame.Detections, unit.Frame.Result.Labels));
            SteerLocked(frame);
            _buffer.Add(frame);
            if (_run?.TryAdd(frame) == false || IsKeyDueLocked(frame))
                _feed?.RequestKey();
            frame.Release();
        }
    }

    /// <summary>Ends the file of a camera that sends nothing. Called now and then.</summary>
    /// <returns>The fault of a recording that ended by itself, if one did.</returns>
    public RecordingAlarm Step()
    {
        lock (_lock)
        {
            if (_run is not { } run)
                return RecordingAlarm.None;
            if (run.Failure != RecordingAlarm.None || _time.GetElapsedTime(_lastFrameAt) >= _options.MaxGap)
                EndRunLocked();
            return run.Failure;
        }
    }

    /// <summary>Writes what is held ready.</summary>
    /// <returns>The recording; null if nothing is held, or the disk did not take it.</returns>
    public async Task<RecordingRow?> SaveLastAsync()
    {
        IReadOnlyList<RecordedFrame> frames = _buffer.Last(_options.BufferLength);
        var run = new RecordingRun(_stream.Token, RecordingTrigger.Last, _store, _options, frames, _logger);
        run.Complete();
        await run.Ended;
        return run.Rows.Count > 0 ? run.Rows[^1] : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _joining;
        await _feeds.LeaveAsync(_stream, PictureTier.Full, this);
        Task ended;
        lock (_lock)
        {
            _closed = true;
            ended = _run?.Ended ?? Task.CompletedTask;
            EndRunLocked();
        }
        _buffer.Clear();
        await ended;
    }

    private async Task<string?> JoinAsync()
    {
        // Never under the caller's lock: the store may have to be repaired.
        await Task.Yield();
        string? refusal = _store.Open() ?? await JoinFeedAsync();
        Volatile.Write(ref _refusal, refusal);
        return refusal;
    }

    private async Task<string?> JoinFeedAsync()
    {
        (H264Feed? feed, H264Choice choice) = await _feeds.JoinAsync(_stream, PictureTier.Full, this);
        lock (_lock)
            _feed = feed;
        feed?.RequestKey();
        return feed is null ? choice.Reason : null;
    }

    // A file begins with a key frame, and so does whatever a player jumps to.
    private bool IsKeyDueLocked(RecordedFrame frame)
    {
        if (frame.IsKey)
            _lastKeyMs = frame.TimeMs;
        return frame.TimeMs - _lastKeyMs >= _options.KeyInterval.TotalMilliseconds;
    }

    private void SteerLocked(RecordedFrame frame)
    {
        if (_rule.Mode == RecordingMode.Class && IsAwaited(frame))
            _seenAtMs = frame.TimeMs;
        RecordingTrigger? wanted = WantedLocked(frame.TimeMs);
        if (wanted is { } trigger && _run is null)
        {
            IReadOnlyList<RecordedFrame> begin = trigger == RecordingTrigger.Class ? _buffer.Last(_rule.PreRoll) : [];
            _runSinceMs = begin.Count > 0 ? begin[0].TimeMs : frame.TimeMs;
            _run = new RecordingRun(_stream.Token, trigger, _store, _options, begin, _logger);
        }
        else if (wanted is null)
        {
            EndRunLocked();
        }
    }

    private bool IsAwaited(RecordedFrame frame)
    {
        foreach (string name in _rule.Classes)
        {
            if (frame.Classes.Contains(name))
                return true;
        }
        return false;
    }

    private RecordingTrigger? WantedLocked(long nowMs)
    {
        if (_rule.Mode == RecordingMode.Off)
            return null;
        if (_isWished)
            return RecordingTrigger.OnDemand;
        if (_rule.Mode == RecordingMode.Always)
            return RecordingTrigger.Always;
        bool isSeen = _rule.Mode == RecordingMode.Class && _seenAtMs is { } seen && nowMs - seen <= _rule.PostRoll.TotalMilliseconds;
        return isSeen ? RecordingTrigger.Class : null;
    }

    private void EndRunLocked()
    {
        if (_run is null)
            return;
        _run.Complete();
        _run = null;
        // The next one begins with the next frame.
        _feed?.RequestKey();
    }
}
