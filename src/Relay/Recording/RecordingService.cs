using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Gives every stream that is to be recorded a recorder, and takes it away again; keeps an eye on the disk and on what is too old.</summary>
/// <remarks><b>Threading:</b> one loop of its own; the rest from any thread.</remarks>
internal sealed partial class RecordingService(
    StreamRegistry streams, H264Feeds feeds, H264Support support, RecordingStore store, RecordingRules rules, DiskWatch disk, RecordingRetention retention,
    IOptions<RecordingOptions> options, TimeProvider time, ILogger<RecordingService> logger) : BackgroundService
{
    /// <summary>How often streams and disk are looked at.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks between two at what is too old.</summary>
    private const int LooksPerRetention = 10;

    /// <summary>A recorder that got no encoder is made anew after this time.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamToken, StreamRecorder> _recorders = [];
    private readonly HashSet<StreamToken> _wishes = [];
    private readonly List<Task> _leaving = [];

    /// <summary>Why nothing can be recorded here, for a person; null if it can.</summary>
    public async Task<string?> FaultAsync() =>
        await support.ChoiceAsync() is { Encoder: null } choice ? $"Recording needs ffmpeg with an H.264 encoder. {choice.Reason}" : store.Open();

    /// <summary>Asks for a recording of a stream: it begins with the next frame, and goes on until <see cref="End"/>.</summary>
    /// <returns>Null, or why there is none.</returns>
    public async Task<string?> BeginAsync(StreamToken token)
    {
        if (rules[token].Mode == RecordingMode.Off)
            return "Recording is turned off for this stream (Recording:Mode).";
        if (await FaultAsync() is { } fault)
            return fault;
        disk.Look();
        if (disk.Text is { } alarm)
            return alarm;
        lock (_lock)
            _wishes.Add(token);
        return await JoinedAsync(token) is { } refusal ? Refuse(token, refusal) : null;
    }

    /// <summary>Takes the wish for a recording back; one that a rule wants goes on.</summary>
    public void End(StreamToken token)
    {
        lock (_lock)
            _wishes.Remove(token);
        Adjust();
    }

    /// <summary>Gives a stream a rule; null gives it back the settings'.</summary>
    public void SetRule(StreamToken token, RecordingRule? rule)
    {
        rules.Set(token, rule);
        Adjust();
    }

    /// <summary>Saves a stream's last seconds.</summary>
    /// <returns>The recording, or why there is none.</returns>
    public async Task<(RecordingRow? Row, string? Fault)> SaveLastAsync(StreamToken token)
    {
        if (await FaultAsync() is { } fault)
            return (null, fault);
        disk.Look();
        if (disk.Text is { } alarm)
            return (null, alarm);
        if (Find(token) is not { } recorder)
            return (null, "The last seconds of this stream are not held ready: turn that on in its rule (buffer, Recording:Buffer), or record it.");
        if (await recorder.Joined is { } refusal)
            return (null, refusal);
        return await recorder.SaveLastAsync() is { } row ? (row, null) : (null, "Nothing of this stream is held yet, or the disk did not take it.");
    }

    /// <summary>What is recorded of a stream now.</summary>
    public RecordingStats Status(StreamToken token)
    {
        RecordingRule rule = rules[token];
        bool isWished;
        lock (_lock)
            isWished = _wishes.Contains(token);
        StreamRecorder? recorder = Find(token);
        string mode = RecordingRuleInfo.NameOf(rule.Mode);
        if (recorder?.Current is { } current)
            return new RecordingStats("recording", mode, current.SinceMs, current.Run.Bytes, current.Run.Dropped, disk.Text, null);
        bool isWanted = isWished || rule.Mode is RecordingMode.Always or RecordingMode.Class;
        return new RecordingStats(isWanted ? "waiting" : rule.NeedsFrames ? "buffering" : "off", mode, null, 0, 0, disk.Text, recorder?.Refusal);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the thread that starts the server: a repair may take a while.
        await Task.Yield();
        store.OpenExisting();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (int look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++)
                await StepAsync(look % LooksPerRetention == 0);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        await StopAllAsync();
    }

    private async Task StepAsync(bool withRetention)
    {
        try
        {
            disk.Look();
            foreach (StreamRecorder recorder in All())
                disk.Raise(recorder.Step());
            Adjust();
            if (withRetention)
                await retention.StepAsync();
        }
        // The boundary of one step: its fault must not end recording for good.
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            Log.StepFailed(logger, e);
        }
    }

    // Every stream has a recorder if it is to be recorded or held ready, and no other has one.
    private void Adjust()
    {
        bool isStopped = disk.Alarm != RecordingAlarm.None;
        IReadOnlyList<LiveStream> live = streams.All;
        lock (_lock)
        {
            if (isStopped)
                _wishes.Clear();
            _leaving.RemoveAll(task => task.IsCompleted);
            foreach (StreamRecorder recorder in _recorders.Values.Where(recorder => isStopped || !IsKeptLocked(recorder, live)).ToArray())
            {
                _recorders.Remove(recorder.Stream.Token);
                _leaving.Add(recorder.DisposeAsync().AsTask());
            }
            if (isStopped)
                return;
            foreach (LiveStream stream in live)
                AdjustLocked(stream);
        }
    }

    private bool IsKeptLocked(StreamRecorder recorder, IReadOnlyList<LiveStream> live) =>
        live.Contains(recorder.Stream) && IsWantedLocked(recorder.Stream.Token)
        && !(recorder.Refusal is not null && time.GetElapsedTime(recorder.StartedAt) >= RetryDelay);

    private bool IsWantedLocked(StreamToken token) => _wishes.Contains(token) || rules[token].NeedsFrames;

    private void AdjustLocked(LiveStream stream)
    {
        StreamToken token = stream.Token;
        if (_recorders.TryGetValue(token, out StreamRecorder? recorder))
            recorder.Want(rules[token], _wishes.Contains(token));
        else if (IsWantedLocked(token) && stream.CameraConnected)
        {
            recorder = new StreamRecorder(stream, rules[token], feeds, store, options, time, logger);
            recorder.Want(rules[token], _wishes.Contains(token));
            _recorders.Add(token, recorder);
        }
    }

    private async Task<string?> JoinedAsync(StreamToken token)
    {
        Adjust();
        return Find(token) is { } recorder ? await recorder.Joined : null;
    }

    private string Refuse(StreamToken token, string refusal)
    {
        End(token);
        return refusal;
    }

    private StreamRecorder? Find(StreamToken token)
    {
        lock (_lock)
            return _recorders.GetValueOrDefault(token);
    }

    private StreamRecorder[] All()
    {
        lock (_lock)
            return [.. _recorders.Values];
    }

    private async Task StopAllAsync()
    {
        Task[] leaving;
        lock (_lock)
        {
            leaving = [.. _leaving, .. _recorders.Values.Select(recorder => recorder.DisposeAsync().AsTask())];
            _recorders.Clear();
        }
        await Task.WhenAll(leaving);
    }
}
