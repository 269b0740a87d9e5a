using System.Numerics;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Pinned host memory in which float pictures become bytes on their way to a device.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed unsafe class ByteStaging : IDisposable
{
    private const float Levels = 255;

    private readonly IDeviceMemory _device;
    private readonly byte* _bytes;

    /// <summary>Takes the memory.</summary>
    public ByteStaging(IDeviceMemory device, int length)
    {
        _device = device;
        Length = length;
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)length, TensorMemory.PageBytes);
        device.Pin((nint)_bytes, length);
    }

    /// <summary>Bytes it holds.</summary>
    public int Length { get; }

    /// <summary>Rounds floats, 0 to 1, to levels, 0 to 255; what lies outside goes to the nearer end.</summary>
    /// <returns>The bytes' address.</returns>
    public nint Fill(ReadOnlySpan<float> floats)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(floats.Length, Length, nameof(floats));
        ToLevels(floats, new Span<byte>(_bytes, Length));
        return (nint)_bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Unpin((nint)_bytes);
        NativeMemory.AlignedFree(_bytes);
    }

    // Four vectors of floats make one of bytes; benchmark DetectorBenchmarks.ToBytes.
    internal static void ToLevels(ReadOnlySpan<float> floats, Span<byte> bytes)
    {
        int lane = Vector<float>.Count, i = 0;
        for (; i <= floats.Length - (4 * lane); i += 4 * lane)
        {
            Vector<ushort> low = Vector.Narrow(Level(floats[i..]), Level(floats[(i + lane)..]));
            Vector<ushort> high = Vector.Narrow(Level(floats[(i + (2 * lane))..]), Level(floats[(i + (3 * lane))..]));
            Vector.Narrow(low, high).CopyTo(bytes[i..]);
        }

        for (; i < floats.Length; i++)
            bytes[i] = (byte)(MathF.Min(MathF.Max(floats[i], 0), 1) * Levels + 0.5f);
    }

    private static Vector<uint> Level(ReadOnlySpan<float> floats)
    {
        var value = new Vector<float>(floats);
        value = Vector.Min(Vector.Max(value, Vector<float>.Zero), Vector<float>.One);
        return Vector.AsVectorUInt32(Vector.ConvertToInt32((value * Levels) + new Vector<float>(0.5f)));
    }
}
