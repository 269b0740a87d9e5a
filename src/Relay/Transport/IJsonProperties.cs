using System.Text.Json;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Takes the properties of a JSON object, one after another.</summary>
internal interface IJsonProperties
{
    /// <summary>Takes one property.</summary>
    /// <param name="reader">Stands at its name; is to stand at the end of its value afterwards.</param>
    void ReadProperty(ref Utf8JsonReader reader);
}
