using System.Buffers;
using System.Text.Json;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Writes a published frame's <c>frame_metadata</c> message.</summary>
/// <remarks><b>Threading:</b> one thread at a time: the stream's publishing lane.</remarks>
internal sealed class FrameHeaderWriter : IDisposable
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    private readonly Utf8JsonWriter _json = new(Stream.Null, WriterOptions);

    /// <summary>Writes the message of a frame.</summary>
    public void Write(PublishedFrame frame, IBufferWriter<byte> destination) => Write(frame, frame.Result.Size, destination);

    /// <summary>Writes the message of a frame whose picture was reduced to a size: boxes are in that picture's pixels.</summary>
    public void Write(PublishedFrame frame, PixelSize size, IBufferWriter<byte> destination)
    {
        FrameResult result = frame.Result;
        _json.Reset(destination);
        _json.WriteStartObject();
        _json.WriteString("type"u8, "frame_metadata"u8);
        _json.WriteNumber("timestamp"u8, frame.Timestamp);
        _json.WriteNumber("frameNumber"u8, frame.Number);
        _json.WriteNumber("width"u8, size.Width);
        _json.WriteNumber("height"u8, size.Height);
        _json.WriteString("format"u8, "jpeg"u8);
        // Rounded up, and the stages down: the parts never add up to more than the whole.
        _json.WriteNumber("processing_time_ms"u8, Math.Ceiling(result.ProcessingMs * 1000) / 1000);
        _json.WriteNumber("processed_at"u8, result.ProcessedAtMs);
        if (frame.CapturedAtMs is { } captured)
            _json.WriteNumber("capture_time_server_ms"u8, Math.Round(captured, 3));
        _json.WriteNumber("inference_size"u8, result.InferenceSize);
        _json.WriteNumber("confidence_threshold"u8, Math.Round((double)result.ConfidenceThreshold, 4));
        if (!result.IsDetected)
            _json.WriteBoolean("detected"u8, false);
        WriteDetections(frame, size);
        WriteTimings(result.Timings);
        WriteWaterfall(frame);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteDetections(PublishedFrame frame, PixelSize size)
    {
        double scaleX = (double)size.Width / frame.Result.Size.Width, scaleY = (double)size.Height / frame.Result.Size.Height;
        _json.WriteStartArray("detections"u8);
        ReadOnlySpan<long> trackIds = frame.TrackIds;
        for (int i = 0; i < frame.Detections.Length; i++)
        {
            Detection detection = frame.Detections[i];
            double x = Math.Round(detection.X * scaleX, 2);
            double y = Math.Round(detection.Y * scaleY, 2);
            _json.WriteStartObject();
            _json.WriteNumber("class_id"u8, detection.ClassId);
            _json.WriteString("label"u8, frame.Result.Labels[detection.ClassId]);
            _json.WriteNumber("confidence"u8, Math.Round((double)detection.Confidence, 4));
            _json.WriteStartArray("box"u8);
            _json.WriteNumberValue(x);
            _json.WriteNumberValue(y);
            _json.WriteNumberValue(Length(detection.Right * scaleX, x));
            _json.WriteNumberValue(Length(detection.Bottom * scaleY, y));
            _json.WriteEndArray();
            if (!trackIds.IsEmpty)
                _json.WriteNumber("track_id"u8, trackIds[i]);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    // Rounded down, so that a box that touches the frame's edge does not pass it.
    private static double Length(double far, double near) => Math.Max(0, Math.Floor((far - near) * 100) / 100);

    private void WriteTimings(in StageTimings timings)
    {
        _json.WriteStartObject("timings_ms"u8);
        _json.WriteNumber("queue"u8, Microseconds(timings.Queue));
        _json.WriteNumber("decode"u8, Microseconds(timings.Decode));
        _json.WriteNumber("preprocess"u8, Microseconds(timings.Preprocess));
        _json.WriteNumber("inference"u8, Microseconds(timings.Inference));
        _json.WriteNumber("postprocess"u8, Microseconds(timings.Postprocess));
        _json.WriteNumber("annotate"u8, Microseconds(timings.Annotate));
        _json.WriteNumber("encode"u8, Microseconds(timings.Encode));
        _json.WriteEndObject();
    }

    // Stands last: a viewer's own part is written over the two brackets at the end, see SentHeader.
    private void WriteWaterfall(PublishedFrame frame)
    {
        Span<long> parts = stackalloc long[FrameWaterfall.Count];
        FrameWaterfall.Measure(frame, parts);
        _json.WriteStartObject("waterfall_ms"u8);
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] != FrameWaterfall.Unknown)
                _json.WriteNumber(WaterfallNames.Of((WaterfallPart)i), parts[i] / ServerClock.MicrosecondsPerMillisecond);
        }
        _json.WriteEndObject();
    }

    private static double Microseconds(double milliseconds) => Math.Floor(milliseconds * 1000) / 1000;
}
