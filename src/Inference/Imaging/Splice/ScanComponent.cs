namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>One component of a frame and of its scan.</summary>
/// <param name="Id">Its number in the file.</param>
/// <param name="BlocksAcross">Blocks side by side in an MCU: 1 or 2.</param>
/// <param name="BlocksDown">Blocks one below another in an MCU: 1 or 2.</param>
/// <param name="QuantIndex">Its quantisation table, 0 to 3.</param>
/// <param name="DcIndex">Its Huffman table for differences, 0 to 3.</param>
/// <param name="AcIndex">Its Huffman table for the other coefficients, 0 to 3.</param>
internal readonly record struct ScanComponent(byte Id, int BlocksAcross, int BlocksDown, int QuantIndex, int DcIndex, int AcIndex);
