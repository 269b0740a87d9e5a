using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.H264;

/// <summary>
/// One viewer's choice between JPEG and H.264, and its way from one to the other and from tier to tier: units begin with a key frame, and
/// JPEG fills every gap.
/// </summary>
/// <remarks>
/// <b>Threading:</b> <see cref="Want"/> from the receive loop, <see cref="Follow"/> and <see cref="TakesJpeg"/> from the publishing lane, <see cref="Offer"/> from the
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
    // Written and read by the one that applies.
    private PictureTier? _joined;
    private bool _wanted;
    private PictureTier? _carried = PictureTier.Full;
    private PictureTier? _target;
    private bool _synced;
    private long? _waitingSince;
    private long _lastJpeg = -1;

    /// <summary>Says whether H.264 is wanted. It begins as soon as the encoder gives units; until then JPEG goes on.</summary>
    public void Want(bool wanted)
    {
        lock (_lock)
        {
            _wanted = wanted;
            AimLocked();
        }
    }

    /// <summary>Says which tier the viewer's link carries; null for none, which leaves it JPEG.</summary>
    public void Follow(PictureTier? tier)
    {
        lock (_lock)
        {
            _carried = tier;
            AimLocked();
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
            if (_target != unit.Tier || !(_synced || (unit.IsKey && unit.Frame.Number > _lastJpeg)))
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
        if (_target is null || _feed is not { IsHealthy: true } feed)
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

    private void AimLocked()
    {
        PictureTier? target = _wanted ? _carried : null;
        if (target == _target)
            return;
        _target = target;
        // Off and on again means a decoder that begins anew: it needs a key frame, as another tier's does.
        _synced = false;
        if (_isApplying)
            return;
        _isApplying = true;
        _applying = ApplyAsync();
    }

    // Joins and leaves until that is what is wanted; a join may be refused.
    private async Task ApplyAsync()
    {
        // Never under the caller's lock.
        await Task.Yield();
        PictureTier? target;
        do
        {
            target = Target;
            if (target == _joined)
                continue;
            if (_joined is { } left)
                await LeaveAsync(left);
            if (target is { } tier)
                await JoinAsync(tier);
        }
        while (!IsSettled(target));
    }

    private bool IsSettled(PictureTier? target)
    {
        lock (_lock)
        {
            _isApplying = _target != target;
            return !_isApplying;
        }
    }

    private PictureTier? Target
    {
        get
        {
            lock (_lock)
                return _target;
        }
    }

    private async Task JoinAsync(PictureTier tier)
    {
        (H264Feed? feed, H264Choice choice) = await feeds.JoinAsync(stream, tier, this);
        _joined = feed is null ? null : tier;
        lock (_lock)
            _feed = feed;
        onChoice(choice);
    }

    private async Task LeaveAsync(PictureTier tier)
    {
        _joined = null;
        lock (_lock)
        {
            _feed = null;
            _synced = false;
        }
        queue.Clear();
        await feeds.LeaveAsync(stream, tier, this);
    }
}
