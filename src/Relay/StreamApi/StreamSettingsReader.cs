using System.Text.Json;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Reads a stream's settings from JSON, and names each value that is out of range together with the range.</summary>
/// <remarks><b>Threading:</b> one reader per request. Unknown properties are passed over.</remarks>
internal sealed class StreamSettingsReader(IReadOnlyCollection<string> models, string mainModel)
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>What is wrong, by property.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>The settings, complete; what is wrong keeps its default and is in <see cref="Errors"/>.</summary>
    /// <param name="json">An object; properties that are missing or null have defaults: medium, 30, 80, the main model, not recorded.</param>
    public StreamSettings Read(JsonElement json)
    {
        return new StreamSettings(
            ReadQuality(json),
            ReadInteger(json, ["fps", "frame_rate"], 30, value => StreamSettings.FrameRates.Contains(value), "one of 15, 24, 30 (frames a second)"),
            ReadInteger(
                json, ["jpeg_quality", "compression"], 80,
                value => value is >= StreamSettings.LowestJpegQuality and <= StreamSettings.HighestJpegQuality,
                $"a whole number from {StreamSettings.LowestJpegQuality} to {StreamSettings.HighestJpegQuality}"),
            ReadModel(json))
        {
            Recording = ReadRecording(json),
        };
    }

    // Anything but a boolean is an error.
    private bool ReadRecording(JsonElement json)
    {
        if (Find(json, "recording") is not { } value)
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Add("recording", value, "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    private StreamQuality ReadQuality(JsonElement json)
    {
        if (Find(json, "quality") is not { } value)
            return StreamQuality.Medium;
        switch (value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        {
            case "low": return StreamQuality.Low;
            case "medium": return StreamQuality.Medium;
            case "high": return StreamQuality.High;
            default:
                Add("quality", value, "\"low\" (320p), \"medium\" (480p) or \"high\" (720p)");
                return StreamQuality.Medium;
        }
    }

    private int ReadInteger(JsonElement json, string[] names, int byDefault, Func<int, bool> isGood, string range)
    {
        foreach (string name in names)
        {
            if (Find(json, name) is not { } value)
                continue;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && isGood(number))
                return number;
            Add(name, value, range);
        }
        return byDefault;
    }

    private string ReadModel(JsonElement json)
    {
        if (Find(json, "model") is not { } value)
            return mainModel;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } name && models.Contains(name))
            return name;
        Add("model", value, $"one of the loaded models: {string.Join(", ", models)}");
        return mainModel;
    }

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Add(string name, JsonElement value, string range)
    {
        string text = value.GetRawText();
        // Enough of it to be recognised.
        const int LongestQuote = 80;
        _errors[name] = [$"{name} is {(text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text)}; it must be {range}."];
    }
}
