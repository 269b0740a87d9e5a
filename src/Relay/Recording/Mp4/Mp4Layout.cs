using System.Runtime.InteropServices;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>Writes the parts of a fragmented MP4 file with one H.264 track: the header, the fragments, and the index that makes it seekable.</summary>
/// <remarks>
/// ISO/IEC 14496-12. Times are milliseconds. After the header stands a <c>free</c> box; when the file is complete, the index of its fragments
/// (<c>sidx</c>) takes its place, so that a player need not read the whole file to find a moment.
/// </remarks>
internal static class Mp4Layout
{
    /// <summary>Bytes of an index without entries, and of the box that fills the rest of its room.</summary>
    public const int IndexHeadBytes = 40 + HeadBytes;

    /// <summary>Bytes of an index entry.</summary>
    public const int IndexEntryBytes = 12;

    /// <summary>Bytes before a box's content: its size and its name.</summary>
    public const int HeadBytes = 8;

    // Time units a second.
    private const uint Timescale = 1000;

    private const uint Track = 1;

    // 8.8.3.1: a frame that others need nothing before, and one that does.
    private const uint KeyFlags = 0x02000000, DeltaFlags = 0x01010000;

    // The unit matrix of 8.2.2 and 8.3.2, 16.16 and 2.30.
    private static ReadOnlySpan<byte> Matrix =>
    [
        0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0,
    ];

    /// <summary>Writes what stands before the first fragment.</summary>
    /// <param name="boxes">Where it goes.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="parameters">The parameter sets.</param>
    /// <param name="indexEntries">Fragments that the index is to have room for.</param>
    public static void WriteHeader(BoxWriter boxes, PixelSize size, AvcParameters parameters, int indexEntries)
    {
        boxes.Begin("ftyp"u8).Bytes("iso6"u8).UInt32(0).Bytes("iso6mp41avc1"u8).End();
        boxes.Begin("moov"u8);
        boxes.Begin("mvhd"u8, 0, 0).Zeros(8).UInt32(Timescale).UInt32(0).UInt32(0x00010000).UInt16(0x0100).Zeros(10).Bytes(Matrix).Zeros(24)
            .UInt32(Track + 1).End();
        boxes.Begin("trak"u8);
        // Enabled, in the movie, in the preview.
        boxes.Begin("tkhd"u8, 0, 7).Zeros(8).UInt32(Track).Zeros(8).Zeros(16).Bytes(Matrix)
            .UInt32((uint)size.Width << 16).UInt32((uint)size.Height << 16).End();
        WriteMedia(boxes, size, parameters);
        boxes.End();
        boxes.Begin("mvex"u8).Begin("trex"u8, 0, 0).UInt32(Track).UInt32(1).Zeros(12).End().End();
        boxes.End();
        boxes.Begin("free"u8).Zeros(IndexHeadBytes - HeadBytes + (indexEntries * IndexEntryBytes)).End();
    }

    /// <summary>Writes the head of a fragment, up to where its frames' bytes begin.</summary>
    /// <param name="boxes">Where it goes.</param>
    /// <param name="number">Number of the fragment, from 1.</param>
    /// <param name="startMs">Time of its first frame in the file.</param>
    /// <param name="samples">Its frames.</param>
    public static void WriteFragmentHead(BoxWriter boxes, int number, long startMs, ReadOnlySpan<Mp4Sample> samples)
    {
        int start = boxes.Length;
        boxes.Begin("moof"u8).Begin("mfhd"u8, 0, 0).UInt32((uint)number).End();
        // Offsets count from this box.
        boxes.Begin("traf"u8).Begin("tfhd"u8, 0, 0x020000).UInt32(Track).End();
        boxes.Begin("tfdt"u8, 1, 0).Int64(startMs).End();
        // Of each frame: duration, size, flags.
        boxes.Begin("trun"u8, 0, 0x000701).UInt32((uint)samples.Length);
        int offsetAt = boxes.Length;
        boxes.UInt32(0);
        uint bytes = 0;
        foreach (Mp4Sample sample in samples)
        {
            boxes.UInt32(sample.DurationMs).UInt32((uint)sample.Bytes).UInt32(sample.IsKey ? KeyFlags : DeltaFlags);
            bytes += (uint)sample.Bytes;
        }
        boxes.End().End().End();
        boxes.SetUInt32(offsetAt, (uint)(boxes.Length - start + HeadBytes));
        boxes.UInt32(bytes + HeadBytes).Bytes("mdat"u8);
    }

    /// <summary>Writes the index of a complete file; it has exactly the length of the room kept for it.</summary>
    /// <param name="boxes">Where it goes.</param>
    /// <param name="fragments">All fragments of the file, no more than the room has entries for.</param>
    /// <param name="roomBytes">Length of the room.</param>
    public static void WriteIndex(BoxWriter boxes, List<Mp4Fragment> fragments, int roomBytes)
    {
        int rest = roomBytes - (IndexHeadBytes - HeadBytes) - (fragments.Count * IndexEntryBytes);
        boxes.Begin("sidx"u8, 1, 0).UInt32(Track).UInt32(Timescale).Int64(0).Int64(rest).UInt16(0).UInt16(fragments.Count);
        foreach (ref readonly Mp4Fragment fragment in CollectionsMarshal.AsSpan(fragments))
            boxes.UInt32((uint)fragment.Bytes).UInt32((uint)fragment.DurationMs).UInt32(fragment.BeginsWithKey ? 0x90000000 : 0);
        boxes.End();
        boxes.Begin("free"u8).Zeros(rest - HeadBytes).End();
    }

    private static void WriteMedia(BoxWriter boxes, PixelSize size, AvcParameters parameters)
    {
        boxes.Begin("mdia"u8);
        // Language und.
        boxes.Begin("mdhd"u8, 0, 0).Zeros(8).UInt32(Timescale).UInt32(0).UInt16(0x55C4).UInt16(0).End();
        boxes.Begin("hdlr"u8, 0, 0).UInt32(0).Bytes("vide"u8).Zeros(12).Bytes("video\0"u8).End();
        boxes.Begin("minf"u8).Begin("vmhd"u8, 0, 1).Zeros(8).End();
        // The data is in this file.
        boxes.Begin("dinf"u8).Begin("dref"u8, 0, 0).UInt32(1).Begin("url "u8, 0, 1).End().End().End();
        boxes.Begin("stbl"u8).Begin("stsd"u8, 0, 0).UInt32(1);
        boxes.Begin("avc1"u8).Zeros(6).UInt16(1).Zeros(16).UInt16(size.Width).UInt16(size.Height)
            .UInt32(0x00480000).UInt32(0x00480000).UInt32(0).UInt16(1).Zeros(32).UInt16(24).UInt16(0xFFFF);
        parameters.WriteBox(boxes);
        boxes.End().End();
        boxes.Begin("stts"u8, 0, 0).UInt32(0).End().Begin("stsc"u8, 0, 0).UInt32(0).End();
        boxes.Begin("stsz"u8, 0, 0).UInt32(0).UInt32(0).End().Begin("stco"u8, 0, 0).UInt32(0).End();
        boxes.End().End().End();
    }
}
