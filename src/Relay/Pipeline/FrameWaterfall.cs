using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Where a published frame's time went up to the end of its encoding, in parts that leave no gap.</summary>
/// <remarks>
/// The parts are differences of neighbouring moments, each rounded to a microsecond, so that they add up exactly to the time from the
/// capture (from the arrival, where that is not known) to the end of encoding. <b>Threading:</b> any thread.
/// </remarks>
internal static class FrameWaterfall
{
    /// <summary>Parts that are known when a frame is published: up to <see cref="WaterfallPart.Encode"/>.</summary>
    public const int Count = (int)WaterfallPart.Encode + 1;

    /// <summary>Stands for a part that is not known: its time is in the next one that is, or no part of the whole.</summary>
    public const long Unknown = -1;

    /// <summary>Measures a frame.</summary>
    /// <param name="frame">A sealed frame.</param>
    /// <param name="partsUs">Takes <see cref="Count"/> parts, microseconds.</param>
    public static void Measure(PublishedFrame frame, Span<long> partsUs)
    {
        partsUs.Fill(Unknown);
        if (frame.UplinkMs is { } uplink)
            MeasureCamera(frame.CameraTimes, ServerClock.ToMicroseconds(uplink), partsUs);
        MeasureServer(frame.Result, partsUs);
    }

    // Capture to arrival is known; by how much the camera's clock is off can push what it tells beyond it.
    private static void MeasureCamera(in CameraTimes camera, long wholeUs, Span<long> partsUs)
    {
        long sent = 0;
        if (camera is { CaptureMs: { } capture, EncodeMs: { } encode })
        {
            long taken = Math.Min(wholeUs, ServerClock.ToMicroseconds(capture));
            sent = Math.Min(wholeUs, ServerClock.ToMicroseconds((double)capture + encode));
            partsUs[(int)WaterfallPart.Capture] = taken;
            partsUs[(int)WaterfallPart.CameraEncode] = sent - taken;
        }
        partsUs[(int)WaterfallPart.Uplink] = wholeUs - sent;
    }

    private static void MeasureServer(FrameResult result, Span<long> partsUs)
    {
        StageTimings timings = result.Timings;
        double decoded = timings.Queue + timings.Decode;
        double detected = decoded + timings.Preprocess + timings.Inference + timings.Postprocess;
        long last = 0;
        partsUs[(int)WaterfallPart.Wait] = Next(timings.Queue, ref last);
        partsUs[(int)WaterfallPart.Decode] = Next(decoded, ref last);
        if (result.IsDetected)
            partsUs[(int)WaterfallPart.Inference] = Next(detected, ref last);
        partsUs[(int)WaterfallPart.Annotate] = Next(detected + timings.Annotate, ref last);
        partsUs[(int)WaterfallPart.Encode] = Next(result.ProcessingMs, ref last);
    }

    private static long Next(double untilMs, ref long lastUs)
    {
        long begun = lastUs;
        lastUs = Math.Max(begun, ServerClock.ToMicroseconds(untilMs));
        return lastUs - begun;
    }
}
