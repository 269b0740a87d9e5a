using System.ComponentModel.DataAnnotations;

namespace RealtimeDetect.Relay.Demo;

/// <summary>The built-in demo stream.</summary>
internal sealed class DemoOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Demo";

    /// <summary>Whether the stream <c>demo</c> is there. Default off; <c>--demo</c> turns it on.</summary>
    public bool Enabled { get; set; }

    /// <summary>Width of its pictures in pixels. Default 1280, as a phone sends.</summary>
    [Range(160, 1920)]
    public int Width { get; set; } = 1280;

    /// <summary>Height likewise. Default 720.</summary>
    [Range(160, 1920)]
    public int Height { get; set; } = 720;

    /// <summary>Frames a second while nobody watches. Default 5: enough to be live at once, hardly any load.</summary>
    [Range(1, 60)]
    public int IdleFps { get; set; } = 5;
}
