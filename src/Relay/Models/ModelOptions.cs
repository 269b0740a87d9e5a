using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Models;

/// <summary>Which model user streams are given to.</summary>
internal sealed class ModelOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Model";

    /// <summary>A YOLOv8 detection model in ONNX form. Default none: <c>yolov8n.onnx</c> in <see cref="Directory"/>. Command line: <c>--model</c>.</summary>
    public string? Path { get; set; }

    /// <summary>Where <c>yolov8n.onnx</c> is looked for and put. Default <c>models</c> in the content root.</summary>
    [Required]
    public string Directory { get; set; } = "models";

    /// <summary>Never download. Default false. Command line: <c>--offline</c>.</summary>
    public bool Offline { get; set; }

    /// <summary>Addresses tried in order for a missing <c>yolov8n.onnx</c>; see the README. Configured ones replace the default ones.</summary>
    public IList<Uri> DownloadUrls { get; } = [];

    /// <summary>How long one address may be silent, before its answer and within it. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest file downloaded, bytes. Default 400 MiB: YOLOv8x has 273 MB.</summary>
    [Range(1, 4L * 1024 * 1024 * 1024)]
    public long MaxDownloadBytes { get; set; } = 400L * 1024 * 1024;

    /// <summary>Checks what no range can say.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from url in DownloadUrls
        where !url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        select new ValidationResult($"{SectionName}:{nameof(DownloadUrls)} '{url}' is no http or https address.", [nameof(DownloadUrls)]);
}
