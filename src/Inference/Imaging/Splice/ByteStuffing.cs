using System.Buffers;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes coded data with a zero byte after each byte of ones, so that none looks like a marker (T.81, B.1.1.5).</summary>
/// <remarks><b>Threading:</b> no state. The oracle is in <c>ByteStuffingTests</c>.</remarks>
internal static class ByteStuffing
{
    private const byte Ones = 0xFF;

    /// <summary>Writes all bytes.</summary>
    /// <param name="source">Coded data.</param>
    /// <param name="destination">Receives it.</param>
    public static void Write(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        int length = source.Length + source.Count(Ones);
        if (length == 0)
            return;
        Span<byte> target = destination.GetSpan(length);
        for (int run; (run = source.IndexOf(Ones) + 1) > 0; source = source[run..], target = target[(run + 1)..])
        {
            source[..run].CopyTo(target);
            target[run] = 0;
        }
        source.CopyTo(target);
        destination.Advance(length);
    }
}
