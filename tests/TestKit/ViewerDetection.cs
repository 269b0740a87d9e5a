using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>One detection as a viewer received it; the box in pixels of the published frame.</summary>
public sealed record ViewerDetection(int ClassId, string Label, double Confidence, double X, double Y, double Width, double Height)
{
    /// <summary>Reads one from <c>detections</c>.</summary>
    public static ViewerDetection Parse(JsonElement json)
    {
        double[] box = [.. json.GetProperty("box").EnumerateArray().Select(side => side.GetDouble())];
        if (box.Length != 4)
            throw new InvalidDataException($"A box has 4 numbers, not {box.Length}.");
        return new ViewerDetection(
            json.GetProperty("class_id").GetInt32(), json.GetProperty("label").GetString()!, json.GetProperty("confidence").GetDouble(),
            box[0], box[1], box[2], box[3]);
    }

    /// <summary>Intersection over union with a box of two corners, 0 to 1.</summary>
    public double IoU(double x1, double y1, double x2, double y2)
    {
        double width = Math.Min(X + Width, x2) - Math.Max(X, x1), height = Math.Min(Y + Height, y2) - Math.Max(Y, y1);
        double both = Math.Max(0, width) * Math.Max(0, height);
        return both / ((Width * Height) + ((x2 - x1) * (y2 - y1)) - both);
    }
}
