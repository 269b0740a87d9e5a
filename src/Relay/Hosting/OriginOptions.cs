namespace RealtimeDetect.Relay.Hosting;

/// <summary>Which web pages may talk to this server.</summary>
internal sealed class OriginOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Origins";

    /// <summary>Origins accepted besides the server's own, such as <c>https://dashboard.example</c>. Default none.</summary>
    public IList<string> Allowed { get; } = [];
}
