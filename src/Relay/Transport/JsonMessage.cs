using System.Text.Json;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Reads a peer's JSON: one object, one pass, no allocation.</summary>
internal static class JsonMessage
{
    /// <summary>Deepest nesting read: the contract's messages nest once.</summary>
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 32 };

    /// <summary>Reads one message; false if it is not exactly one JSON object. Of a repeated property the last counts.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="properties">Is given each property.</param>
    public static bool TryRead<T>(ReadOnlySpan<byte> utf8, ref T properties)
        where T : struct, IJsonProperties
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                properties.ReadProperty(ref reader);
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        // A name or a text with half of a surrogate pair in it is JSON's, but no text: comparing it throws the second.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads a property's value as a number; null for anything else, and for one beyond a double's range.</summary>
    public static double? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value))
            return value;
        reader.Skip();
        return null;
    }
}
