using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Limits of the stream API.</summary>
internal sealed class StreamApiOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "StreamApi";

    /// <summary>A created stream that had neither camera nor viewer for this long is forgotten. Default 1 h; deleting it is the other way.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "365.00:00:00")]
    public TimeSpan KeepUnused { get; set; } = TimeSpan.FromHours(1);
}
