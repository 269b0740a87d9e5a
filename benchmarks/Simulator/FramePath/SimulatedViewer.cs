using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One viewer's page: it decodes the newest frame, paints at the screen's rate, acks, and pings.</summary>
internal sealed class SimulatedViewer
{
    private const double ScreenMs = 1000.0 / 60;

    // The page's own pings: clock-sync.js. An answer has about so many bytes.
    private const double PingMs = 2000;
    private const double PongBytes = 150;

    private static readonly double MaxFrameAgeMs = new ViewerOptions().MaxFrameAgeMs;

    private readonly EventLoop _loop;
    private readonly ViewerTrace _trace;
    private readonly long _id;
    private readonly SimulatedLink _link;
    private readonly SimulatedOutbox _outbox;
    private readonly Action<PaintedFrame> _onPainted;

    // Each viewer's screen refreshes at moments of its own.
    private readonly double _screenPhase;

    private (SentPicture Picture, double ArrivedMs)? _latest;
    private double _leastRoundTripMs = double.PositiveInfinity;
    private bool _isDecoding;
    private bool _hasLeft;

    /// <summary>A viewer of a stream.</summary>
    public SimulatedViewer(EventLoop loop, ViewerTrace trace, long id, StreamMeter meter, Action<PaintedFrame> onPainted)
    {
        (_loop, _trace, _id, _onPainted) = (loop, trace, id, onPainted);
        _screenPhase = new Random((int)id).NextDouble();
        _link = new SimulatedLink(loop, trace.Downlink);
        _outbox = new SimulatedOutbox(loop, _link, meter, OnArrived);
        Meter = new ViewerMeter(loop, id, _outbox);
    }

    /// <summary>What the viewer reports.</summary>
    public ViewerMeter Meter { get; }

    /// <summary>Tells it from the others.</summary>
    public long Id => _id;

    /// <summary>Sets the best tier that it is to be sent, and the delay objective that single frames are to keep.</summary>
    public void Limit(PictureTier best, double objectiveMs) => _outbox.Limit(best, objectiveMs);

    /// <summary>Begins to ping.</summary>
    public void Join() => Ping();

    /// <summary>Takes a published frame.</summary>
    public void Offer(SimulatedFrame frame) => _outbox.Offer(frame);

    /// <summary>Ends it: what is under way is not painted.</summary>
    public void Leave()
    {
        _hasLeft = true;
        _outbox.Leave();
    }

    // The page tells its shortest round trip with its next ping; here it is told at once.
    private void Ping()
    {
        if (_hasLeft)
            return;
        double sentMs = _loop.NowMs;
        _loop.At(sentMs + _link.DelayMs, () => _link.Send(PongBytes, _ =>
        {
            _leastRoundTripMs = Math.Min(_leastRoundTripMs, _loop.NowMs - sentMs);
            _outbox.OnRoundTrip(_leastRoundTripMs);
        }));
        _loop.At(sentMs + PingMs, Ping);
    }

    private void OnArrived(SentPicture picture, double spanMs)
    {
        Meter.OnReceived(picture.Bytes, _loop.NowMs - picture.Frame.PublishedMs, spanMs);
        _latest = (picture, _loop.NowMs);
        if (!_isDecoding)
            Decode();
    }

    private void Decode()
    {
        (SentPicture picture, double arrivedMs) = _latest!.Value;
        (_latest, _isDecoding) = (null, true);
        double decoded = _loop.NowMs + (_trace.DecodeMs * MeasuredCosts.PixelShare(picture.LongSidePx));
        _loop.At((Math.Ceiling((decoded / ScreenMs) - _screenPhase) + _screenPhase) * ScreenMs, () => Paint(picture, arrivedMs));
    }

    private void Paint(SentPicture picture, double arrivedMs)
    {
        _isDecoding = false;
        if (_hasLeft)
            return;
        SimulatedFrame frame = picture.Frame;
        double age = _loop.NowMs - frame.CapturedMs;
        if (age <= MaxFrameAgeMs)
        {
            Meter.OnPainted(age, _loop.NowMs - arrivedMs);
            _onPainted(new PaintedFrame(_id, _loop.NowMs, age, frame.InferenceSize, frame.DetectedShare, picture.JpegQuality, picture.LongSidePx));
        }

        _loop.At(_loop.NowMs + _link.DelayMs, () => _outbox.OnAck(frame.Number));
        if (_latest is not null)
            Decode();
    }
}
