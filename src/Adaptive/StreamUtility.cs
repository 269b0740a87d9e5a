namespace RealtimeDetect.Adaptive;

/// <summary>What a viewer gets from an operating point: detection, motion and picture, each 1 at 640, 30 fps, quality 0.8 and 1280 px.</summary>
/// <remarks>
/// The whole is the product of the three, so that none can be bought with the ruin of another. Frames that miss the delay
/// objective are worth nothing: the rate that counts is that of frames within it.
/// </remarks>
public static class StreamUtility
{
    // mAP50-95 of YOLOv8n on coco128 at each size over that at 640: benchmarks/results/accuracy-yolov8n-coco128.json; the
    // dip at 544, less than the figure's own noise, is levelled.
    private static readonly (int Size, double Value)[] DetectionShares =
        [(320, 0.836), (416, 0.942), (480, 0.988), (544, 0.992), (640, 1.0)];

    // What is left of it where the detector takes every second frame, and how much less for every e-th part of that; between one and two
    // on a line. Mean IoU with a full detection, misses as zero, of boxes carried from detections that come as late as they are
    // far apart: benchmarks/results/tracking-walking.json, one in two, three and five.
    private const double CarriedEverySecond = 0.825;
    private const double CarriedFall = 0.109;

    // Half of what a higher rate shows is reached at the slide show's end: 5 fps.
    private const double HalfRateFps = 5;

    private const double FullFps = 30;
    private const double FullLongSidePx = 1280;
    private const double FullJpegQuality = 0.8;

    // Twice the side shows 1.4 times as much: eyes, like detectors, gain less from each further pixel.
    private const double SideExponent = 0.5;

    // Quality 0.4 is worth 0.78 of 0.8: artefacts show, contents stay.
    private const double QualityExponent = 0.35;

    /// <summary>The utility of frames of a point, painted at a rate; 1 at the default starting point.</summary>
    /// <param name="inferenceSize">Longer side of the model's input in pixels.</param>
    /// <param name="fps">Frames per second painted within the delay objective.</param>
    /// <param name="jpegQuality">JPEG quality, 0 to 1.</param>
    /// <param name="longSidePx">Longest picture side in pixels.</param>
    public static double Of(double inferenceSize, double fps, double jpegQuality, double longSidePx) =>
        Detection(inferenceSize) * Rate(fps) * Picture(jpegQuality, longSidePx);

    /// <summary>Share of the full size's accuracy that an inference size keeps.</summary>
    public static double Detection(double inferenceSize)
    {
        (int Size, double Value) below = DetectionShares[0];
        foreach ((int Size, double Value) above in DetectionShares)
        {
            if (inferenceSize <= above.Size)
                return above.Size == below.Size ? above.Value : Between(below, above, inferenceSize);
            below = above;
        }

        return below.Value;
    }

    /// <summary>Share of a detection's worth that is left where only a share (0 to 1) of the frames is detected and the others are carried.</summary>
    public static double Carried(double detectedShare) => detectedShare >= 0.5
        ? 1 - (2 * (1 - CarriedEverySecond) * (1 - detectedShare))
        : Math.Max(0, CarriedEverySecond + (CarriedFall * Math.Log(2 * detectedShare)));

    /// <summary>Worth of a rate: its logarithm, as each further frame a second shows less.</summary>
    public static double Rate(double fps) => Math.Log(1 + (Math.Max(0, fps) / HalfRateFps)) / Math.Log(1 + (FullFps / HalfRateFps));

    /// <summary>Worth of a picture's sharpness.</summary>
    public static double Picture(double jpegQuality, double longSidePx) =>
        Math.Pow(longSidePx / FullLongSidePx, SideExponent) * Math.Pow(jpegQuality / FullJpegQuality, QualityExponent);

    private static double Between((int Size, double Value) below, (int Size, double Value) above, double size) =>
        below.Value + ((above.Value - below.Value) * (size - below.Size) / (above.Size - below.Size));
}
