namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Where a block's bits begin, and its first coefficient.</summary>
/// <param name="Start">First bit.</param>
/// <param name="Level">First coefficient, quantised.</param>
internal readonly record struct CodedBlock(int Start, int Level);
