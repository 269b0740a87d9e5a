namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What a frame costs: the figures that all contenders live with.</summary>
/// <remarks>
/// Inference and codec: the tables of the prototypes' measurements (one core of a Zen 5, cut graph, 16:9 rectangles,
/// libjpeg-turbo on YUV planes). Bytes: Chromium's encoder on six frames of a street video and on scaled copies of them.
/// </remarks>
internal static class MeasuredCosts
{
    // Milliseconds of inference by the longer side of the input.
    private static readonly (double X, double Y)[] Inference = [(320, 5.7), (480, 12.5), (640, 22)];

    // Milliseconds of decoding, tensor and encoding by the megapixels of the picture.
    private static readonly (double X, double Y)[] Codec = [(0.3072, 1.29), (0.9216, 3.43), (2.0736, 7.0)];

    // Kilobytes of a 1280x720 frame by JPEG quality.
    private static readonly (double X, double Y)[] KilobytesByQuality = [(0.4, 35.5), (0.5, 41), (0.6, 47), (0.7, 56), (0.8, 72)];

    // 640, 960 and 1280 px: 28.5, 55 and 72 kB at quality 0.8.
    private const double SideExponent = 1.4;

    private const double FullLongSidePx = 1280;
    private const double RowsPerColumn = 9.0 / 16;

    // Assumed, not measured: a phone's encoder on a 1280x720 frame.
    private const double PhoneEncodeMs = 8;

    /// <summary>Milliseconds of inference on one core at the longer side of the input; with the area between the figures.</summary>
    public static double InferenceMs(double inferenceSize) => Interpolate(Inference, inferenceSize);

    /// <summary>Milliseconds of a frame's codec work on one core.</summary>
    public static double CodecMs(double longSidePx) => Interpolate(Codec, Megapixels(longSidePx));

    /// <summary>Bytes of a frame of usual content.</summary>
    public static double FrameBytes(double longSidePx, double jpegQuality) =>
        1000 * Interpolate(KilobytesByQuality, jpegQuality) * Math.Pow(longSidePx / FullLongSidePx, SideExponent);

    /// <summary>Milliseconds from capture to the encoded frame on the phone.</summary>
    public static double CameraEncodeMs(double longSidePx) => PhoneEncodeMs * Megapixels(longSidePx) / Megapixels(FullLongSidePx);

    /// <summary>Share of a 1280x720 frame's pixels.</summary>
    public static double PixelShare(double longSidePx) => Megapixels(longSidePx) / Megapixels(FullLongSidePx);

    private static double Megapixels(double longSidePx) => longSidePx * longSidePx * RowsPerColumn / 1e6;

    // Linear between the points and beyond them.
    private static double Interpolate((double X, double Y)[] points, double x)
    {
        int above = 1;
        while (above < points.Length - 1 && points[above].X < x)
            above++;
        ((double x0, double y0), (double x1, double y1)) = (points[above - 1], points[above]);
        return y0 + ((y1 - y0) * (x - x0) / (x1 - x0));
    }
}
