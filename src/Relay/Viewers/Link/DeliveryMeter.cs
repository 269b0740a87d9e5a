namespace RealtimeDetect.Relay.Viewers.Link;

/// <summary>Bytes a second that a viewer's link carried lately, while it carried something.</summary>
/// <remarks>
/// A frame occupied the link since it was sent, or since the one before it was delivered, whichever is later. <b>Threading:</b> one
/// thread at a time. Times are milliseconds on one monotonic clock.
/// </remarks>
internal sealed class DeliveryMeter
{
    /// <summary>How far back it looks, milliseconds.</summary>
    private const double WindowMs = 1_000;

    /// <summary>Deliveries kept: more a second than any viewer gets.</summary>
    private const int Capacity = 128;

    private readonly Queue<(double AtMs, double BusyMs, long Bytes)> _deliveries = new(Capacity);
    private double _lastMs = double.NegativeInfinity;

    /// <summary>Adds a delivery.</summary>
    /// <param name="nowMs">When it was complete.</param>
    /// <param name="delayMs">How long it had taken.</param>
    /// <param name="bytes">Its bytes.</param>
    public void Add(double nowMs, double delayMs, long bytes)
    {
        if (_deliveries.Count == Capacity)
            _deliveries.Dequeue();
        _deliveries.Enqueue((nowMs, Math.Min(delayMs, nowMs - _lastMs), bytes));
        _lastMs = nowMs;
    }

    /// <summary>Starts the next delivery's time anew: what came before is no part of it.</summary>
    /// <param name="nowMs">When the link was free.</param>
    public void Skip(double nowMs) => _lastMs = nowMs;

    /// <summary>The rate over the last second, or of the last delivery where that is older; 0 without any.</summary>
    public double BytesPerSecond(double nowMs)
    {
        // The newest stays, however old: it is all that is known of a link that takes seconds.
        while (_deliveries.Count > 1 && _deliveries.Peek().AtMs < nowMs - WindowMs)
            _deliveries.Dequeue();
        double busyMs = 0;
        long bytes = 0;
        foreach ((_, double busy, long size) in _deliveries)
        {
            busyMs += busy;
            bytes += size;
        }
        return bytes / Math.Max(1, busyMs) * 1000;
    }
}
