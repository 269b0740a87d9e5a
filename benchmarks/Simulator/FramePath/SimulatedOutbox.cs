using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Link;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The server's side of a viewer, after <c>ViewerOutbox</c>: the server's own window, governor and tiers decide what goes out and when.</summary>
internal sealed class SimulatedOutbox
{
    // As ViewerOutbox: time between two looks at what the kernel holds, milliseconds.
    private const double BacklogIntervalMs = 20;

    private static readonly ViewerOptions Options = new();

    private readonly EventLoop _loop;
    private readonly SimulatedLink _link;
    private readonly StreamMeter _meter;
    private readonly Action<SentPicture, double> _onArrived;
    private readonly ViewerLink _viewerLink;
    private readonly AckWindow _window;
    private readonly Queue<SentPicture> _queue = new();
    private double _wakeMs = double.PositiveInfinity;
    private long _newest = -1;
    private bool _wasHeldBack;
    private bool _hasLeft;

    /// <summary>The outbox of a viewer whose page pings, acks and takes smaller pictures.</summary>
    /// <param name="loop">Simulated time.</param>
    /// <param name="link">The link to the viewer.</param>
    /// <param name="meter">What the stream counts.</param>
    /// <param name="onArrived">Takes a picture at the viewer, and the milliseconds from its first byte to its last.</param>
    public SimulatedOutbox(EventLoop loop, SimulatedLink link, StreamMeter meter, Action<SentPicture, double> onArrived)
    {
        (_loop, _link, _meter, _onArrived) = (loop, link, meter, onArrived);
        var time = new SimulatedTime(loop);
        _viewerLink = new ViewerLink(takesSmaller: true, time);
        _window = new AckWindow(Options.AckWindow, Options.AckTimeout, acksAnnounced: true, time);
    }

    /// <summary>The tier of what it is sent now.</summary>
    public PictureTier Tier => _viewerLink.SentTier;

    /// <summary>Whether frames that would be late go in a lower tier.</summary>
    public bool LowersLateFrames => _viewerLink.LowersLateFrames;

    /// <summary>Sets the best tier that it is to be sent, and the delay objective that single frames are to keep.</summary>
    public void Limit(PictureTier best, double objectiveMs) => _viewerLink.Limit(best, objectiveMs);

    /// <summary>Takes a published frame, to be sent in the viewer's tier.</summary>
    public void Offer(SimulatedFrame frame)
    {
        _viewerLink.OnPublished((int)frame.Bytes);
        var picture = SentPicture.Of(frame, _viewerLink.TierOf(_loop.NowMs - frame.CapturedMs, _window.UnderWay));
        if (picture.Tier == PictureTier.Full)
            Enqueue(picture);
        else
            _loop.At(_loop.NowMs + MeasuredCosts.CodecMs(frame.LongSidePx), () => Enqueue(picture));
    }

    /// <summary>Takes an ack.</summary>
    public void OnAck(long number)
    {
        if (_window.OnAck(number) is { } delivery)
            _viewerLink.OnDelivered(delivery, _meter.PublishedFps);
        SendWhatFits();
    }

    /// <summary>Takes a round trip that the viewer has measured, milliseconds.</summary>
    public void OnRoundTrip(double milliseconds) => _viewerLink.OnRoundTrip(milliseconds);

    /// <summary>Ends it.</summary>
    public void Leave() => _hasLeft = true;

    // As ViewerQueue: full, the oldest goes; a picture that comes after a newer one is dropped.
    private void Enqueue(in SentPicture picture)
    {
        if (picture.Frame.Number <= _newest)
            return;
        _newest = picture.Frame.Number;
        if (_queue.Count == Options.QueueFrames)
            _queue.Dequeue();
        _queue.Enqueue(picture);
        SendWhatFits();
    }

    private void SendWhatFits()
    {
        while (_queue.Count > 0 && !_hasLeft)
        {
            if (WaitMs() is { } wait)
            {
                _wasHeldBack = true;
                WakeAt(_loop.NowMs + wait);
                return;
            }

            while (_wasHeldBack && _queue.Count > 1)
                _queue.Dequeue();
            _wasHeldBack = false;
            SentPicture picture = _queue.Dequeue();
            if (!IsStale(picture.Frame))
                Send(picture);
        }
    }

    private void Send(SentPicture picture)
    {
        _window.OnSent(picture.Frame.Number, (int)picture.Bytes);
        _viewerLink.OnSent(picture.Tier, (int)picture.Bytes);
        _link.Send(picture.Bytes, spanMs => _onArrived(picture, spanMs));
    }

    private double? WaitMs()
    {
        if (_link.BacklogBytes >= Options.SendBufferBytes)
            return _link.DrainedAtMs(Options.SendBufferBytes - 1) - _loop.NowMs;
        if (!_window.HasRoom(Math.Min(_meter.PublishedFps, _viewerLink.Fps), _viewerLink.FramesUnderWay))
            return _window.NextExpiry?.TotalMilliseconds ?? 0;
        if (_viewerLink.IsLimited && _link.BacklogBytes > _viewerLink.BytesUnderWay)
            return BacklogIntervalMs;
        return _viewerLink.NextSendIn is { Ticks: > 0 } wait ? wait.TotalMilliseconds : null;
    }

    private bool IsStale(SimulatedFrame frame) =>
        (_queue.Count > 0 ? _loop.NowMs : frame.PublishedMs) - frame.CapturedMs > Options.MaxFrameAgeMs;

    private void WakeAt(double ms)
    {
        if (ms >= _wakeMs)
            return;
        _wakeMs = ms;
        _loop.At(ms, () =>
        {
            if (_wakeMs != ms)
                return;
            _wakeMs = double.PositiveInfinity;
            SendWhatFits();
        });
    }
}
