using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>Checks every frame that a viewer receives against the wire contract.</summary>
internal static class ViewerContract
{
    /// <summary>Tolerance of sums of printed numbers, milliseconds or pixels.</summary>
    private const double Rounding = 0.011;

    private static readonly string[] Stages = ["queue", "decode", "preprocess", "inference", "postprocess", "annotate", "encode"];

    /// <summary>What is wrong with a frame; empty if nothing is.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="previousNumber">Number of the frame before it; -1 at first.</param>
    public static IEnumerable<string> Violations(ViewerFrame frame, long previousNumber)
    {
        var faults = new List<string>();
        void Check(bool holds, string rule)
        {
            if (!holds)
                faults.Add($"{frame}: {rule}: {frame.Metadata}");
        }

        JsonElement metadata = frame.Metadata;
        Check(frame.Number > previousNumber, $"frameNumber must be greater than {previousNumber}");
        Check(metadata.GetProperty("format").GetString() == "jpeg", "format must be jpeg");
        Check(JpegSurgery.Size(frame.Jpeg) == (frame.Width, frame.Height), "width and height must be the JPEG's");
        Check(metadata.GetProperty("processed_at").TryGetDouble(out double at) && at > 1e12, "processed_at must be Unix milliseconds");
        int size = metadata.GetProperty("inference_size").GetInt32();
        Check(size is >= 320 and <= 640 && size % 32 == 0, "inference_size must be a multiple of 32 from 320 to 640");
        CheckTimes(metadata, Check);
        Check(frame.Waterfall.Values.All(part => part >= 0), "a part of the waterfall must not be negative");
        CheckDetections(frame, Check);
        return faults;
    }

    private static void CheckTimes(JsonElement metadata, Action<bool, string> check)
    {
        JsonElement timings = metadata.GetProperty("timings_ms");
        double[] stages = [.. Stages.Select(stage => timings.GetProperty(stage).GetDouble())];
        double processing = metadata.GetProperty("processing_time_ms").GetDouble();
        check(stages.All(stage => stage >= 0), "a stage's time must not be negative");
        check(stages.Sum() <= processing + Rounding, "the stages must add up to at most processing_time_ms");
    }

    private static void CheckDetections(ViewerFrame frame, Action<bool, string> check)
    {
        double threshold = frame.Metadata.GetProperty("confidence_threshold").GetDouble();
        check(threshold is >= 0.15 and <= 0.5, "confidence_threshold must be from 0.15 to 0.5");
        foreach (ViewerDetection found in frame.Detections)
        {
            check(found.Confidence >= threshold && found.Confidence <= 1, "a confidence must be from the threshold to 1");
            check(found.ClassId >= 0 && found.Label.Length > 0, "a detection must name its class");
            check(found.X >= 0 && found.Y >= 0 && found.Width >= 0 && found.Height >= 0, "a box must not begin outside of the frame");
            check(found.X + found.Width <= frame.Width + Rounding, "a box must not pass the right edge");
            check(found.Y + found.Height <= frame.Height + Rounding, "a box must not pass the bottom edge");
        }
    }
}
