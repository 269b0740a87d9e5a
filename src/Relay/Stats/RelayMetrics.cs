using System.Diagnostics.Metrics;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Stats;

/// <summary>All instruments of the relay, for <c>dotnet-counters</c> or any exporter.</summary>
/// <remarks><b>Threading:</b> any thread. Tags are few and never hold a token.</remarks>
internal sealed class RelayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "RealtimeDetect";

    private readonly Counter<long> _frames;
    private readonly Counter<long> _dropped;
    private readonly Histogram<double> _stages;
    private readonly UpDownCounter<long> _sockets;
    private readonly Counter<long> _sent;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="name">Its name.</param>
    public RelayMetrics(IMeterFactory meters, string name = MeterName)
    {
        Meter meter = meters.Create(name);
        _frames = meter.CreateCounter<long>("realtimedetect.frames", "{frame}", "Frames that ended, by outcome.");
        _dropped = meter.CreateCounter<long>("realtimedetect.frames.dropped", "{frame}", "Frames left out on purpose, by reason.");
        _stages = meter.CreateHistogram<double>("realtimedetect.stage.duration", "s", "Time of a frame's stages.");
        _sent = meter.CreateCounter<long>("realtimedetect.sent", "By", "Bytes handed to clients, by output.");
        _sockets = meter.CreateUpDownCounter<long>("realtimedetect.sockets", "{socket}", "Open sockets, by kind.");
    }

    /// <summary>Counts bytes handed to a client.</summary>
    public void OnSent(OutputKind output, long bytes) => _sent.Add(bytes, new KeyValuePair<string, object?>("output", NameOf(output)));

    /// <summary>Counts a frame's end.</summary>
    public void OnOutcome(FrameOutcome outcome, DropReason? reason)
    {
        _frames.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));
        if (reason is { } dropped)
            OnDropped(dropped);
    }

    /// <summary>Counts a frame left out for a camera or a viewer.</summary>
    public void OnDropped(DropReason reason) =>
        _dropped.Add(1, new KeyValuePair<string, object?>("reason", NameOf(reason)));

    /// <summary>Records the stages of a published frame.</summary>
    public void OnPublished(FrameResult result)
    {
        if (!_stages.Enabled)
            return;
        Record(result.Timings.Queue, "queue");
        Record(result.Timings.Decode, "decode");
        Record(result.Timings.Annotate, "annotate");
        Record(result.Timings.Encode, "encode");
        if (!result.IsDetected)
            return;
        Record(result.Timings.Preprocess, "preprocess");
        Record(result.Timings.Postprocess, "postprocess");
    }

    /// <summary>Records the network's time on a frame, whether the frame is published with it or was before it.</summary>
    public void OnDetected(double inferenceMs)
    {
        if (_stages.Enabled)
            Record(inferenceMs, "inference");
    }

    /// <summary>Counts a socket that opened (1) or ended (-1).</summary>
    public void OnSocket(string kind, int change) => _sockets.Add(change, new KeyValuePair<string, object?>("kind", kind));

    private void Record(double milliseconds, string stage) =>
        _stages.Record(milliseconds / 1000, new KeyValuePair<string, object?>("stage", stage));

    /// <summary>An output's name, in metrics and statistics.</summary>
    public static string NameOf(OutputKind output) => output switch
    {
        OutputKind.Jpeg => "jpeg",
        OutputKind.H264 => "h264",
        OutputKind.Mjpeg => "mjpeg",
        OutputKind.Events => "events",
        OutputKind.Snapshot => "snapshot",
        _ => "base64",
    };

    private static string NameOf(FrameOutcome outcome) => outcome switch
    {
        FrameOutcome.Processed => "processed",
        FrameOutcome.Dropped => "dropped",
        _ => "failed",
    };

    private static string NameOf(DropReason reason) => reason switch
    {
        DropReason.Replaced => "replaced",
        DropReason.RateLimited => "rate_limited",
        DropReason.DecoderBehind => "decoder_behind",
        DropReason.KeyMissing => "key_missing",
        DropReason.StreamEnded => "stream_ended",
        DropReason.ViewerQueueFull => "viewer_queue_full",
        DropReason.ViewerRate => "viewer_rate",
        _ => "stale",
    };
}
