using System.Globalization;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>The pictures that stand in for a camera that is away, each drawn once.</summary>
/// <remarks><b>Threading:</b> any thread; drawing one takes some milliseconds, during which others wait. <b>Ownership:</b> pictures are the garbage collector's.</remarks>
internal sealed class NoticePictures(TimeProvider time)
{
    /// <summary>Pictures kept: as many streams may be away at a time without being drawn again; about 20 kB each.</summary>
    private const int Kept = 32;

    /// <summary>After this time the hour alone would mislead.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromHours(20);

    /// <summary>Size where the stream never had a picture.</summary>
    private static readonly PixelSize DefaultSize = new(1280, 720);

    private readonly Lock _lock = new();
    private readonly Dictionary<(PixelSize, string), ReadOnlyMemory<byte>> _pictures = [];

    /// <summary>The picture of a camera that is away.</summary>
    /// <param name="size">The stream's last size; null if it had no frame yet.</param>
    /// <param name="leftAt">When its camera left; null if none was ever there.</param>
    public ReadOnlyMemory<byte> Away(PixelSize? size, DateTimeOffset? leftAt)
    {
        (PixelSize, string) key = (size ?? DefaultSize, leftAt is { } left ? $"Camera away since {Clock(left)}" : "Waiting for the camera");
        lock (_lock)
        {
            if (_pictures.TryGetValue(key, out ReadOnlyMemory<byte> picture))
                return picture;
            if (_pictures.Count == Kept)
                _pictures.Clear();
            return _pictures[key] = Draw(key.Item1, key.Item2);
        }
    }

    // The server's own time zone, as its logs have it.
    private string Clock(DateTimeOffset at)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        return local.ToString(time.GetUtcNow() - at < Day ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static ReadOnlyMemory<byte> Draw(PixelSize size, string text)
    {
        using var jpeg = new PooledBytes(32 * 1024);
        NoticePicture.Encode(size, [text], jpeg);
        return jpeg.Written.ToArray();
    }
}
