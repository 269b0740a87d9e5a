using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One viewer: its queue and window in the server, its link, and a page that decodes the newest frame and paints at the screen's rate.</summary>
internal sealed class SimulatedViewer(EventLoop loop, ViewerTrace trace, long id, StreamMeter meter, Action<PaintedFrame> onPainted)
{
    // The server's own constants: ViewerOptions.
    private const int QueueFrames = 2;
    private const double SendBufferBytes = 256 * 1024;

    private const double ScreenMs = 1000.0 / 60;

    private readonly SimulatedLink _link = new(loop, trace.Downlink);
    private readonly Queue<SimulatedFrame> _queue = new();
    private readonly SimulatedAckWindow _window = new(loop);

    // Each viewer's screen refreshes at moments of its own.
    private readonly double _screenPhase = new Random((int)id).NextDouble();

    private (SimulatedFrame Frame, double ArrivedMs)? _latest;
    private bool _isDecoding;
    private bool _wakeIsSet;
    private bool _hasLeft;

    /// <summary>What the viewer reports and the server times.</summary>
    public ViewerMeter Meter { get; } = new(loop, id);

    /// <summary>Takes a published frame: full, the oldest waiting one goes.</summary>
    public void Offer(SimulatedFrame frame)
    {
        if (_queue.Count == QueueFrames)
            _queue.Dequeue();
        _queue.Enqueue(frame);
        SendWhatFits();
    }

    /// <summary>Ends it: what is under way is not painted.</summary>
    public void Leave() => _hasLeft = true;

    private void SendWhatFits()
    {
        while (_queue.Count > 0 && !_hasLeft && _window.HasRoom(meter.PublishedFps))
        {
            if (_link.BacklogBytes >= SendBufferBytes)
            {
                WakeAt(_link.DrainedAtMs(SendBufferBytes - 1));
                return;
            }

            SimulatedFrame frame = _queue.Dequeue();
            double sentMs = loop.NowMs;
            _window.OnSent(frame.Number);
            _link.Send(frame.Bytes, spanMs => OnArrived(frame, sentMs, spanMs));
        }

        if (_queue.Count > 0 && !_hasLeft)
            WakeAt(_window.NextExpiryMs);
    }

    private void WakeAt(double ms)
    {
        if (_wakeIsSet)
            return;
        _wakeIsSet = true;
        loop.At(ms, () =>
        {
            _wakeIsSet = false;
            SendWhatFits();
        });
    }

    private void OnArrived(SimulatedFrame frame, double sentMs, double spanMs)
    {
        Meter.OnReceived(frame, loop.NowMs - sentMs, spanMs);
        _latest = (frame, loop.NowMs);
        if (!_isDecoding)
            Decode();
    }

    private void Decode()
    {
        (SimulatedFrame frame, double arrivedMs) = _latest!.Value;
        (_latest, _isDecoding) = (null, true);
        double decoded = loop.NowMs + (trace.DecodeMs * MeasuredCosts.PixelShare(frame.LongSidePx));
        loop.At((Math.Ceiling((decoded / ScreenMs) - _screenPhase) + _screenPhase) * ScreenMs, () => Paint(frame, arrivedMs));
    }

    private void Paint(SimulatedFrame frame, double arrivedMs)
    {
        _isDecoding = false;
        if (_hasLeft)
            return;
        double age = loop.NowMs - frame.CapturedMs;
        Meter.OnPainted(age, loop.NowMs - arrivedMs);
        onPainted(new PaintedFrame(id, loop.NowMs, age, frame.InferenceSize, frame.JpegQuality, frame.LongSidePx));
        loop.At(loop.NowMs + _link.DelayMs, () => OnAck(frame.Number));
        if (_latest is not null)
            Decode();
    }

    private void OnAck(long number)
    {
        _window.OnAck(number);
        SendWhatFits();
    }
}
