using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Brings boxes from the network input back into the picture.</summary>
internal static class PictureBox
{
    /// <summary>Maps a box and clips it to the picture.</summary>
    /// <returns>False where nothing of it lies inside.</returns>
    public static bool TryMap(in ScoredBox box, in Letterbox letterbox, out Detection detection)
    {
        float left = Math.Clamp(letterbox.ToPictureX(box.X1), 0, letterbox.Picture.Width);
        float top = Math.Clamp(letterbox.ToPictureY(box.Y1), 0, letterbox.Picture.Height);
        float right = Math.Clamp(letterbox.ToPictureX(box.X2), 0, letterbox.Picture.Width);
        float bottom = Math.Clamp(letterbox.ToPictureY(box.Y2), 0, letterbox.Picture.Height);
        detection = new Detection(box.ClassId, box.Confidence, left, top, right - left, bottom - top);
        return right > left && bottom > top;
    }
}
