using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>A recording as the index knows it.</summary>
/// <param name="Id">What names it: also its files' name.</param>
/// <param name="Token">Its stream.</param>
/// <param name="StartedAtMs">Capture time of its first frame, server clock, Unix milliseconds.</param>
/// <param name="Size">Size of the pictures.</param>
/// <param name="Trigger">Why it was made.</param>
/// <param name="Totals">What it holds; of one that is being written, as far as it is known.</param>
/// <param name="IsComplete">Whether nothing more is written to it.</param>
/// <param name="Classes">Names of the classes seen; none before it is complete.</param>
internal sealed record RecordingRow(
    string Id, StreamToken Token, long StartedAtMs, PixelSize Size, RecordingTrigger Trigger, SegmentTotals Totals, bool IsComplete,
    IReadOnlyCollection<string> Classes);
