using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>Draws detections into a picture: a box in the class's colour between thin dark lines, and a label.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Errors:</b> any numbers are fine; what is not a box is left out.</remarks>
internal sealed class BoxAnnotator
{
    // Of the mean of width and height: 3 px at 1280x720, before rounding up to whole colour samples.
    private const float ThicknessShare = 0.003f;

    // Pixels.
    private const int MinThicknessPx = 2;

    // Brightness left, of 256, in the dark lines beside the outline.
    private const int DarkShare = 90;

    private readonly LabelRenderer _labels = new();

    // Names by class id of the label set last drawn with, so that unnamed classes make no string per frame.
    private readonly Dictionary<int, string> _names = [];
    private LabelSet? _namedBy;

    /// <summary>Draws all detections, the strongest (first) one on top.</summary>
    public void Draw(YuvPlanes planes, ReadOnlySpan<Detection> detections, LabelSet labels)
    {
        for (int i = detections.Length - 1; i >= 0; i--)
        {
            if (TryPlace(planes, detections[i], out PixelRectangle box))
                DrawOutline(planes, box, ColorPalette.Of(detections[i].ClassId));
        }
        for (int i = detections.Length - 1; i >= 0; i--)
        {
            if (TryPlace(planes, detections[i], out PixelRectangle box))
                _labels.Draw(planes, box, detections[i].ClassId, NameOf(labels, detections[i].ClassId), detections[i].Confidence);
        }
    }

    /// <summary>Adds rectangles that together hold every pixel that <see cref="Draw"/> may change; they may reach out of the picture.</summary>
    /// <param name="planes">The picture; only its layout is looked at.</param>
    /// <param name="detections">What would be drawn.</param>
    /// <param name="labels">Class names.</param>
    /// <param name="areas">Receives the rectangles.</param>
    public void Cover(YuvPlanes planes, ReadOnlySpan<Detection> detections, LabelSet labels, List<PixelRectangle> areas)
    {
        foreach (ref readonly Detection detection in detections)
        {
            if (!TryPlace(planes, detection, out PixelRectangle box))
                continue;
            (int x, int y, int dark) = OutlineOf(planes);
            PixelRectangle outer = box.Shrunk(-dark, -dark);
            for (int side = 0; side < PixelRectangle.SideCount; side++)
                areas.Add(outer.Side(side, x + 2 * dark, y + 2 * dark));
            areas.Add(_labels.PlateOf(planes, box, NameOf(labels, detection.ClassId), detection.Confidence));
        }
    }

    // Pixels, on whole colour samples, so that the outline is as crisp in colour as in brightness.
    private static bool TryPlace(YuvPlanes planes, in Detection detection, out PixelRectangle box)
    {
        int left = Snap(detection.X, planes.FactorX, planes.Size.Width), right = Snap(detection.Right, planes.FactorX, planes.Size.Width);
        int top = Snap(detection.Y, planes.FactorY, planes.Size.Height), bottom = Snap(detection.Bottom, planes.FactorY, planes.Size.Height);
        box = new PixelRectangle(left, top, right, bottom);
        return float.IsFinite(detection.X + detection.Y + detection.Width + detection.Height) && !box.IsEmpty;
    }

    private static int Snap(float position, int multiple, int length) =>
        (int)Math.Clamp(MathF.Round(position / multiple) * multiple, 0, length);

    private static void DrawOutline(YuvPlanes planes, PixelRectangle box, YuvColour colour)
    {
        (int x, int y, int dark) = OutlineOf(planes);
        PixelRectangle outer = box.Shrunk(-dark, -dark), inner = box.Shrunk(x, y);
        for (int side = 0; side < PixelRectangle.SideCount; side++)
        {
            PlanePainter.Darken(planes, outer.Side(side, dark, dark), DarkShare);
            PlanePainter.FillRectangle(planes, box.Side(side, x, y), colour);
            if (!inner.IsEmpty)
                PlanePainter.Darken(planes, inner.Side(side, dark, dark), DarkShare);
        }
    }

    // Thickness of upright and of level lines, and of the dark ones beside them, in pixels.
    private static (int X, int Y, int Dark) OutlineOf(YuvPlanes planes)
    {
        float wanted = (planes.Size.Width + planes.Size.Height) / 2f * ThicknessShare;
        return (Thickness(wanted, planes.FactorX), Thickness(wanted, planes.FactorY), Math.Max(1, (int)(wanted / 3)));
    }

    private static int Thickness(float wanted, int multiple) =>
        Math.Max(MinThicknessPx, ((int)MathF.Round(wanted) + multiple - 1) / multiple * multiple);

    private string NameOf(LabelSet labels, int classId)
    {
        if (!ReferenceEquals(labels, _namedBy))
            _names.Clear();
        _namedBy = labels;
        if (!_names.TryGetValue(classId, out string? name))
            _names[classId] = name = labels[classId];
        return name;
    }
}
