using Bounds = RealtimeDetect.Adaptive.ControllerBounds;

namespace RealtimeDetect.Adaptive;

/// <summary>Ranges, thresholds and paces of the controller.</summary>
/// <remarks>A setting whose Min equals its Max (or its Start, where there is no Max) is pinned. Errors: the controller's
/// constructor throws <see cref="ArgumentException"/> where a Min is above its Max; hosts validate the rest.</remarks>
public sealed record ControllerOptions
{
    /// <summary>Whether the controller moves at all. Default true; false holds the starting point.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Delay from capture to paint, in milliseconds, that nearly every frame is to keep. Default 100: what a person takes for live.</summary>
    public double DelayObjectiveMs { get; set; } = 100;

    /// <summary>Smallest inference size in pixels. Default 320, the hard bound: still finds large objects.</summary>
    public int MinInferenceSize { get; set; } = Bounds.LowestInferenceSize;

    /// <summary>Inference size in pixels to start with and to recover to. Default 640: what the models were trained at.</summary>
    public int StartInferenceSize { get; set; } = Bounds.HighestInferenceSize;

    /// <summary>Largest inference size in pixels; the start is held below it. Default 640, the hard bound.</summary>
    public int MaxInferenceSize { get; set; } = Bounds.HighestInferenceSize;

    /// <summary>Lowest confidence threshold (0 to 1); the start is held above it. Default 0.15, the hard bound.</summary>
    public float MinConfidence { get; set; } = Bounds.LowestConfidence;

    /// <summary>Confidence threshold (0 to 1) to start with and to recover to. Default 0.25, Ultralytics' own.</summary>
    public float StartConfidence { get; set; } = 0.25f;

    /// <summary>Highest confidence threshold (0 to 1) under pressure. Default 0.5, the hard bound.</summary>
    public float MaxConfidence { get; set; } = Bounds.HighestConfidence;

    /// <summary>Lowest target in frames per second. Default 5, the hard bound.</summary>
    public int MinFps { get; set; } = Bounds.LowestFps;

    /// <summary>Target in frames per second to start with and to recover to. Default 30: what phone cameras deliver by default.</summary>
    public int StartFps { get; set; } = 30;

    /// <summary>Highest target in frames per second. Default 60; above the start only with <see cref="RaiseFpsAboveStart"/>.</summary>
    public int MaxFps { get; set; } = Bounds.HighestFps;

    /// <summary>Whether the target may rise from the start to the highest where the camera delivers and the machine has room.
    /// Default false: twice the rate costs a phone's battery more than it shows.</summary>
    public bool RaiseFpsAboveStart { get; set; }

    /// <summary>Lowest JPEG quality (0 to 1) asked of the camera. Default 0.4: artefacts show, detections hold.</summary>
    public double MinJpegQuality { get; set; } = 0.4;

    /// <summary>JPEG quality (0 to 1) to start with and to recover to. Default 0.8: no visible loss.</summary>
    public double StartJpegQuality { get; set; } = 0.8;

    /// <summary>Lowest long side in pixels asked of the camera. Default 640: nothing is scaled up for inference.</summary>
    public int MinLongSidePx { get; set; } = 640;

    /// <summary>Long side in pixels to start with and to recover to. Default 1280: 720p.</summary>
    public int StartLongSidePx { get; set; } = 1280;

    /// <summary>Target in frames per second while nobody watches. Default 5: the picture is there when somebody comes; 0 keeps the usual target.</summary>
    public int IdleFps { get; set; } = 5;

    /// <summary>How long nobody must have watched before the idle target holds. Default 10 s: a page reload does not trigger it.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long pressure must last before a step down. Default 1 s: two samples, so one hiccup changes nothing.</summary>
    public TimeSpan ConfirmTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Least time between a change and a step down. Default 2 s: rates are means over 2 s and must show it first.</summary>
    public TimeSpan StepDownDwell { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Least relief before a step up. Default 5 s; two fifths of it after a step up that held, double each time one
    /// proves wrong.</summary>
    public TimeSpan StepUpDwell { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest relief asked for before a step up. Default 40 s: at most three changes a minute at a load on the edge.</summary>
    public TimeSpan MaxStepUpDwell { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Share (0 to 1) of the target that a camera must deliver before more is asked of it. Default 0.9: cameras jitter by less.</summary>
    public double SustainedShare { get; set; } = 0.9;

    /// <summary>Share (0 to 1) of the published frames below which a viewer is behind. Default 0.8.</summary>
    public double ViewerBehindShare { get; set; } = 0.8;

    /// <summary>Latency in milliseconds above its own usual at which a viewer is behind. Default 200, or the usual latency itself
    /// where that is longer: a person notices, Wi-Fi jitter stays below.</summary>
    public double LatencyRiseMs { get; set; } = 200;

    /// <summary>Frames waiting in a viewer at which it is behind. Default 4: a good viewer holds 0 or 1.</summary>
    public int QueueLimit { get; set; } = 4;

    /// <summary>Share (0 to 1) of the strain that calls viewers behind, at or below which they keep up again. Default 0.5:
    /// nine of ten frames painted, half the latency rise, half the queue.</summary>
    public double ViewerReliefShare { get; set; } = 0.5;
}
