using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Reads JPEGs out of ffmpeg's SMJPEG: each comes after its time and length, and is complete with its last byte.</summary>
/// <remarks><b>Threading:</b> one reader thread; reads block. <b>Errors:</b> an <see cref="IOException"/> for what is no such file.</remarks>
internal sealed class SmjpegFrames(Stream smjpeg)
{
    // As ffmpeg's muxer writes it: eight bytes that name the format, a version, a duration; then chunks, tag and length before each.
    private const int FileHeaderBytes = 8 + 4 + 4, TagBytes = 4, LengthBytes = 4, TimeBytes = 4;

    /// <summary>Largest JPEG believed, bytes: an uncompressed 16-megapixel picture.</summary>
    private const int MaxFrameBytes = 48 * 1024 * 1024;

    /// <summary>Largest chunk of the header believed, bytes.</summary>
    private const int MaxChunkBytes = 64 * 1024;

    private readonly byte[] _head = new byte[FileHeaderBytes];
    private bool _started;

    private static ReadOnlySpan<byte> HeaderEnd => "HEND"u8;

    private static ReadOnlySpan<byte> VideoData => "vidD"u8;

    /// <summary>Reads the next frame; false at the end.</summary>
    /// <param name="timeMs">Its time, as its unit was given to the decoder.</param>
    /// <param name="jpeg">A rented buffer that starts with it; the caller's.</param>
    /// <param name="length">Its length in bytes.</param>
    public bool TryRead(out long timeMs, out byte[] jpeg, out int length)
    {
        (timeMs, jpeg, length) = (0, [], 0);
        if (!_started && !TryReadHeader())
            return false;
        _started = true;
        if (!Fill(TagBytes) || !_head.AsSpan(0, TagBytes).SequenceEqual(VideoData) || !Fill(TimeBytes))
            return false;
        timeMs = BinaryPrimitives.ReadUInt32BigEndian(_head);
        if (!Fill(LengthBytes))
            return false;
        length = ReadLength(MaxFrameBytes);
        jpeg = ArrayPool<byte>.Shared.Rent(length);
        if (smjpeg.ReadAtLeast(jpeg.AsSpan(0, length), length, throwOnEndOfStream: false) == length)
            return true;
        ArrayPool<byte>.Shared.Return(jpeg);
        return false;
    }

    private bool TryReadHeader()
    {
        if (!Fill(FileHeaderBytes))
            return false;
        while (Fill(TagBytes))
        {
            if (_head.AsSpan(0, TagBytes).SequenceEqual(HeaderEnd))
                return true;
            if (!Fill(LengthBytes))
                return false;
            byte[] chunk = new byte[ReadLength(MaxChunkBytes)];
            if (smjpeg.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length)
                return false;
        }
        return false;
    }

    private int ReadLength(int limit)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_head);
        return length <= limit ? (int)length : throw new IOException($"The decoder wrote {length} bytes in one piece.");
    }

    private bool Fill(int count) => smjpeg.ReadAtLeast(_head.AsSpan(0, count), count, throwOnEndOfStream: false) == count;
}
