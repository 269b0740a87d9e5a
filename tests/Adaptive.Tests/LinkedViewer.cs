namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A viewer behind a link.</summary>
/// <param name="Rate">Bits per second of its link.</param>
/// <param name="DelayMs">Milliseconds of its link's delay without serialisation.</param>
/// <param name="DecodeMs">Milliseconds that its device takes to decode and draw a 1280x720 frame.</param>
/// <param name="LowestTier">The lowest tier that it takes.</param>
/// <param name="LowersLateFrames">Whether the server lowers its late frames by itself.</param>
internal sealed record LinkedViewer(
    double Rate = 180e6, double DelayMs = 4, double DecodeMs = 6, PictureTier LowestTier = PictureTier.Small,
    bool LowersLateFrames = false);
