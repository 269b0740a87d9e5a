using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>An HTTP answer, read to its end.</summary>
/// <param name="Status">The status code.</param>
/// <param name="MediaType">The body's media type, without parameters.</param>
/// <param name="Body">The body.</param>
public sealed record HttpAnswer(int Status, string? MediaType, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);
}
