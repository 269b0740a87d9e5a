using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>What was found in a file that may end anywhere.</summary>
/// <param name="Size">Size of the pictures.</param>
/// <param name="IndexAt">Where the room for the index begins.</param>
/// <param name="IndexBytes">Its length.</param>
/// <param name="Fragments">The fragments that are there whole.</param>
/// <param name="UsableBytes">Where the last of them ends.</param>
internal sealed record Mp4Contents(PixelSize Size, long IndexAt, int IndexBytes, List<Mp4Fragment> Fragments, long UsableBytes)
{
    /// <summary>Length of the video.</summary>
    public long DurationMs => Fragments.Sum(fragment => fragment.DurationMs);

    /// <summary>Number of frames.</summary>
    public int Frames => Fragments.Sum(fragment => fragment.Frames);
}
