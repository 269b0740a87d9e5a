using System.Numerics;
using System.Runtime.Intrinsics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>A scan's coded data without stuffing and markers, so that bits can be read and copied with no look at byte values.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes; the buffer is reused.</remarks>
internal sealed unsafe class EntropyData : IDisposable
{
    /// <summary>
    /// Zero bytes after the data. A reader that checks its place after each MCU may be beyond the end by one MCU: 6 blocks of
    /// 64 coefficients of at most 16 + 11 bits, 1296 bytes, and the 8 bytes that it loads at once.
    /// </summary>
    public const int SlackBytes = 2048;

    // Bytes; positions in bits are 32-bit numbers.
    private const int MaxScanBytes = 1 << 27;

    // Second bytes of the markers that end an interval.
    private const byte Restart0 = 0xD0, Restart7 = 0xD7, EndOfImage = 0xD9;

    private readonly NativeBuffer _buffer = new();
    private int[] _intervalEnds = new int[64];

    /// <summary>First byte; <see cref="SlackBytes"/> readable bytes follow the last one.</summary>
    public byte* Data => _buffer.Pointer;

    /// <summary>Number of restart intervals; 1 without restarts.</summary>
    public int IntervalCount { get; private set; }

    /// <summary>First bit of an interval; the first bit of a byte.</summary>
    public int StartOf(int interval) => interval == 0 ? 0 : _intervalEnds[interval - 1] * 8;

    /// <summary>First bit after an interval.</summary>
    public int EndOf(int interval) => _intervalEnds[interval] * 8;

    /// <summary>Takes a scan that ends with the end marker and whose restart markers count as they should.</summary>
    /// <param name="scan">The bytes after the scan's header, to the end of the file.</param>
    /// <returns>False if anything else was met.</returns>
    public bool TryRead(ReadOnlySpan<byte> scan)
    {
        if (scan.Length > MaxScanBytes)
            return false;
        _buffer.Reserve((nuint)scan.Length + SlackBytes);
        var target = new Span<byte>(_buffer.Pointer, scan.Length + SlackBytes);
        IntervalCount = 0;
        int written = 0;
        while (true)
        {
            int run = CopyRun(scan, target[written..]);
            if (run + 1 >= scan.Length)
                return false;
            byte next = scan[run + 1];
            written += next == 0 ? run + 1 : run;
            scan = scan[(run + 2)..];
            if (next == 0)
                continue;
            if (next is not (EndOfImage or (>= Restart0 and <= Restart7)) || (next != EndOfImage && next != Restart0 + (IntervalCount & 7)))
                return false;
            AddEnd(written);
            if (next != EndOfImage)
                continue;
            target.Slice(written, SlackBytes).Clear();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    // Copies up to the first byte of ones, that one included, and gives its place; the length if there is none. Whole vectors are
    // copied, so what lies behind it in the target is of no meaning. Measured by SplicePassBenchmarks.
    private static int CopyRun(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int at = 0;
        for (; at + Vector256<byte>.Count <= source.Length; at += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.Create(source.Slice(at, Vector256<byte>.Count));
            bytes.CopyTo(target[at..]);
            uint ones = Vector256.Equals(bytes, Vector256<byte>.AllBitsSet).ExtractMostSignificantBits();
            if (ones != 0)
                return at + BitOperations.TrailingZeroCount(ones);
        }
        for (; at < source.Length; at++)
        {
            target[at] = source[at];
            if (source[at] == 0xFF)
                break;
        }
        return at;
    }

    private void AddEnd(int position)
    {
        if (IntervalCount == _intervalEnds.Length)
            Array.Resize(ref _intervalEnds, 2 * IntervalCount);
        _intervalEnds[IntervalCount++] = position;
    }
}
