using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Where the time of a stream's recent frames went, part by part.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class StreamWaterfall
{
    /// <summary>Longest time that a viewer is believed, milliseconds.</summary>
    private const double LongestMs = 600_000;

    private readonly LatencyWindow[] _parts = [.. Enum.GetValues<WaterfallPart>().Select(_ => new LatencyWindow())];

    /// <summary>Takes the parts up to the end of encoding of a published frame.</summary>
    public void OnPublished(PublishedFrame frame)
    {
        Span<long> parts = stackalloc long[FrameWaterfall.Count];
        FrameWaterfall.Measure(frame, parts);
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] != FrameWaterfall.Unknown)
                _parts[i].Add(parts[i] / ServerClock.MicrosecondsPerMillisecond);
        }
    }

    /// <summary>Takes the parts from there to a viewer's socket.</summary>
    /// <param name="transcodeUs">Microseconds; null where the frame went out as published.</param>
    /// <param name="queueUs">Microseconds.</param>
    public void OnSent(long? transcodeUs, long queueUs)
    {
        if (transcodeUs is { } transcode)
            _parts[(int)WaterfallPart.Transcode].Add(transcode / ServerClock.MicrosecondsPerMillisecond);
        _parts[(int)WaterfallPart.SendQueue].Add(queueUs / ServerClock.MicrosecondsPerMillisecond);
    }

    /// <summary>Takes what a viewer tells with its ack: all of its parts, or none.</summary>
    public void OnPainted(in JsonFields ack)
    {
        if (Believed(ack.DownlinkMs) is not { } downlink || Believed(ack.ViewerDecodeMs) is not { } decode
            || Believed(ack.PaintMs) is not { } paint || Believed(ack.TotalMs) is not { } total)
            return;
        _parts[(int)WaterfallPart.Downlink].Add(downlink);
        _parts[(int)WaterfallPart.ViewerDecode].Add(decode);
        _parts[(int)WaterfallPart.Paint].Add(paint);
        _parts[(int)WaterfallPart.Total].Add(total);
    }

    /// <summary>The percentiles now.</summary>
    public WaterfallStats Read() => new(
        Read(WaterfallPart.Capture), Read(WaterfallPart.CameraEncode), Read(WaterfallPart.Uplink), Read(WaterfallPart.Wait),
        Read(WaterfallPart.Decode), Read(WaterfallPart.Inference), Read(WaterfallPart.Annotate), Read(WaterfallPart.Encode),
        Read(WaterfallPart.Transcode), Read(WaterfallPart.SendQueue), Read(WaterfallPart.Downlink), Read(WaterfallPart.ViewerDecode),
        Read(WaterfallPart.Paint), Read(WaterfallPart.Total));

    private Percentiles Read(WaterfallPart part) => _parts[(int)part].Read();

    private static double? Believed(double? milliseconds) => milliseconds is >= 0 and <= LongestMs ? milliseconds : null;
}
