using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>What a sequence parameter set says of the pictures.</summary>
/// <param name="Size">Size of the pictures, cropped.</param>
/// <param name="IsFullRange">Whether black is 0 and white 255, instead of 16 and 235.</param>
/// <param name="IsBt709">Whether colours are coded by BT.709's matrix; else by BT.601's, which is also meant where nothing is said.</param>
internal readonly record struct SequenceParameters(PixelSize Size, bool IsFullRange, bool IsBt709);
