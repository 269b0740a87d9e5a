using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeDetect.TestKit;

/// <summary>One frame as a viewer received it.</summary>
/// <param name="Metadata">The text message.</param>
/// <param name="Jpeg">The binary message after it.</param>
public sealed record ViewerFrame(JsonElement Metadata, byte[] Jpeg)
{
    /// <summary>When all of it was there, this machine's clock, Unix milliseconds.</summary>
    public double ReceivedAt { get; init; }

    /// <summary>The waterfall's parts up to the sending, milliseconds.</summary>
    public IReadOnlyDictionary<string, double> Waterfall =>
        Metadata.GetProperty("waterfall_ms").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.GetDouble());

    /// <summary>When the server handed it to the socket, its clock, Unix milliseconds.</summary>
    public double SentAt => Metadata.GetProperty("sent_at").GetDouble();

    /// <summary>The published number.</summary>
    public long Number => Metadata.GetProperty("frameNumber").GetInt64();

    /// <summary>Capture time on the camera's clock, Unix milliseconds.</summary>
    public double Timestamp => Metadata.GetProperty("timestamp").GetDouble();

    /// <summary>Width in pixels.</summary>
    public int Width => Metadata.GetProperty("width").GetInt32();

    /// <summary>Height in pixels.</summary>
    public int Height => Metadata.GetProperty("height").GetInt32();

    /// <summary>What was found.</summary>
    public IReadOnlyList<ViewerDetection> Detections =>
        [.. Metadata.GetProperty("detections").EnumerateArray().Select(ViewerDetection.Parse)];

    /// <summary>The text without what only its sending to this viewer tells: what every output has of the frame.</summary>
    public string SharedMetadata
    {
        get
        {
            JsonObject shared = JsonObject.Create(Metadata)!;
            shared.Remove("sent_at");
            shared["waterfall_ms"]!.AsObject().Remove("send_queue");
            return shared.ToJsonString();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"frame {Number}";
}
