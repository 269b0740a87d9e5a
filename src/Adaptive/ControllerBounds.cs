namespace RealtimeDetect.Adaptive;

/// <summary>The hard bounds of every operating point; options may narrow them, never widen them.</summary>
public static class ControllerBounds
{
    /// <summary>Smallest inference size in pixels: below it YOLOv8n keeps less than half of what it finds at 640.</summary>
    public const int LowestInferenceSize = 320;

    /// <summary>Largest inference size in pixels: what the usual exports were trained at.</summary>
    public const int HighestInferenceSize = 640;

    /// <summary>Inference sizes are multiples of the model's stride in pixels.</summary>
    public const int InferenceSizeMultiple = 32;

    /// <summary>Lowest confidence threshold: below it most boxes are wrong.</summary>
    public const float LowestConfidence = 0.15f;

    /// <summary>Highest confidence threshold that the controller may reach: above it real objects go missing.</summary>
    public const float HighestConfidence = 0.5f;

    /// <summary>Lowest target in frames per second: below it motion is a slide show.</summary>
    public const int LowestFps = 5;

    /// <summary>Highest target in frames per second: what phone cameras deliver at most.</summary>
    public const int HighestFps = 60;

    /// <summary>Lowest JPEG quality (0 to 1): below it block edges disturb the detector.</summary>
    public const double LowestJpegQuality = 0.3;

    /// <summary>Highest JPEG quality (0 to 1): above it bytes double for nothing visible.</summary>
    public const double HighestJpegQuality = 0.95;

    /// <summary>Lowest long side in pixels asked of the camera: the smallest inference size, so that nothing is scaled up.</summary>
    public const int LowestLongSidePx = 320;

    /// <summary>Highest long side in pixels asked of the camera: 4K.</summary>
    public const int HighestLongSidePx = 3840;
}
