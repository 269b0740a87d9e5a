using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.H264;

/// <summary>One viewer's choice between JPEG and H.264, and its way from one to the other: units begin with a key frame, and JPEG fills every gap.</summary>
/// <remarks>
/// <b>Threading:</b> <see cref="Want"/> from the receive loop, <see cref="TakesJpeg"/> from the publishing lane, <see cref="Offer"/> from the
/// encoder's reader thread. <b>Ownership:</b> disposing leaves the feed.
/// </remarks>
internal sealed class H264Subscription(
    H264Feeds feeds, LiveStream stream, UnitQueue queue, WakeSignal wake, Action<H264Choice> onChoice, TimeProvider time) : IUnitSink, IAsyncDisposable
{
    /// <summary>JPEGs are held back for this long for a key frame to come; then as long not, and so on: a slow encoder starves nobody.</summary>
    private static readonly TimeSpan KeyWait = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task _applying = Task.CompletedTask;
    private H264Feed? _feed;
    private bool _isApplying;
    private bool _wanted;
    private bool _synced;
    private long? _waitingSince;
    private long _lastJpeg = -1;

    /// <summary>Says whether H.264 is wanted. It begins as soon as the encoder gives units; until then JPEG goes on.</summary>
    public void Want(bool wanted)
    {
        lock (_lock)
        {
            if (_wanted == wanted)
                return;
            _wanted = wanted;
            // Off and on again means a decoder that begins anew: it needs a key frame.
            _synced = false;
            if (_isApplying)
                return;
            _isApplying = true;
            _applying = ApplyAsync();
        }
    }

    /// <summary>Whether the viewer is to get this frame as JPEG.</summary>
    public bool TakesJpeg(PublishedFrame frame)
    {
        lock (_lock)
        {
            if (HoldsBackLocked())
                return false;
            _lastJpeg = frame.Number;
            return true;
        }
    }

    /// <inheritdoc/>
    public void Offer(H264Unit unit)
    {
        lock (_lock)
        {
            if (!_wanted || !(_synced || (unit.IsKey && unit.Frame.Number > _lastJpeg)))
                return;
            _synced = queue.TryAdd(unit) || (unit.IsKey && queue.TryAdd(unit));
            _waitingSince = null;
            if (!_synced)
                _feed?.RequestKey();
        }
        wake.Set();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Want(false);
        await _applying;
    }

    private bool HoldsBackLocked()
    {
        if (!_wanted || _feed is not { IsHealthy: true } feed)
        {
            _synced = false;
            _waitingSince = null;
            return false;
        }
        if (_synced)
            return true;
        feed.RequestKey();
        // JPEG goes on until the key frame may come: no gap while another viewer has just had one.
        if (_waitingSince is null && !feed.IsKeyNear)
            return false;
        _waitingSince ??= time.GetTimestamp();
        TimeSpan waited = time.GetElapsedTime(_waitingSince.Value);
        if (waited >= 2 * KeyWait)
            _waitingSince = null;
        return waited < KeyWait;
    }

    // Joins or leaves until that is what is wanted; a join may be refused.
    private async Task ApplyAsync()
    {
        // Never under the caller's lock.
        await Task.Yield();
        bool joined = _feed is not null, target;
        do
        {
            target = IsWanted;
            if (target != joined)
                joined = target ? await JoinAsync() : await LeaveAsync();
        }
        while (!IsSettled(target));
    }

    private bool IsSettled(bool target)
    {
        lock (_lock)
        {
            _isApplying = _wanted != target;
            return !_isApplying;
        }
    }

    private bool IsWanted
    {
        get
        {
            lock (_lock)
                return _wanted;
        }
    }

    private async Task<bool> JoinAsync()
    {
        (H264Feed? feed, H264Choice choice) = await feeds.JoinAsync(stream, this);
        lock (_lock)
            _feed = feed;
        onChoice(choice);
        return feed is not null;
    }

    private async Task<bool> LeaveAsync()
    {
        lock (_lock)
        {
            _feed = null;
            _synced = false;
        }
        queue.Clear();
        await feeds.LeaveAsync(stream, this);
        return false;
    }
}
