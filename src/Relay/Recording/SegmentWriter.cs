using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Recording.Mp4;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Writes one segment: the video as fragmented MP4, and beside it a line of JSON for each frame.</summary>
/// <remarks>
/// A fragment begins at a key frame and is written whole, so that a process that dies leaves a file that plays up to its last fragment.
/// <b>Threading:</b> one thread; writes block. <b>Ownership:</b> disposing closes both files. <b>Errors:</b> <see cref="IOException"/> where the
/// disk takes no more; <see cref="TryFinish"/> then keeps what was written whole.
/// </remarks>
internal sealed class SegmentWriter : IDisposable
{
    /// <summary>A key frame begins a new fragment only after this time: viewers who join may force several a second.</summary>
    private const long MinFragmentMs = 1_000;

    /// <summary>A fragment is written after this time or so many bytes, even if no key frame comes: what waits in memory is lost in a crash.</summary>
    private const long MaxFragmentMs = 4_000;

    private const int MaxFragmentBytes = 8 * 1024 * 1024;

    /// <summary>Duration of a segment's only frame, milliseconds: one of 25 a second.</summary>
    private const uint OnlyFrameMs = 40;

    private readonly Stream _video;
    private readonly Stream _lines;
    private readonly AvcParameters _parameters;
    private readonly BoxWriter _boxes = new();
    private readonly List<Mp4Sample> _samples = [];
    private readonly List<Mp4Fragment> _fragments = [];
    private readonly HashSet<string> _classes = [];
    private readonly long _startMs;
    private readonly int _indexEntries;
    private readonly PixelSize _size;
    private readonly ArrayBufferWriter<byte> _data = new();
    private readonly ArrayBufferWriter<byte> _json = new();
    private RecordedFrame? _last;
    private uint _lastDurationMs = OnlyFrameMs;
    private long _fragmentStartMs;
    private int _headerBytes;
    private long _videoBytes;
    private long _linesBytes;

    /// <summary>Writes nothing yet: the header goes before the first fragment.</summary>
    /// <param name="video">The video's file, empty; owned from here.</param>
    /// <param name="lines">The lines' file, likewise.</param>
    /// <param name="first">The key frame that is to be added first.</param>
    /// <param name="length">Longest segment: the index has room for so many fragments.</param>
    public SegmentWriter(Stream video, Stream lines, RecordedFrame first, TimeSpan length)
    {
        _video = video;
        _lines = lines;
        _parameters = first.Parameters ?? throw new ArgumentException("A segment begins with a key frame.", nameof(first));
        _startMs = first.TimeMs;
        // One more for what a late key frame adds, and one for the end.
        _indexEntries = (int)(length.TotalMilliseconds / MinFragmentMs) + 2;
        _size = first.Size;
    }

    /// <summary>What was written whole.</summary>
    public SegmentTotals Totals => new(_fragmentStartMs, _videoBytes + _linesBytes, _fragments.Sum(fragment => fragment.Frames));

    /// <summary>Names of the classes seen.</summary>
    public IReadOnlyCollection<string> Classes => _classes;

    /// <summary>Whether a key frame may go on in this file: the same parameter sets, and room for its fragment.</summary>
    public bool Fits(RecordedFrame key, TimeSpan length) =>
        key.IsKey && key.Parameters.Equal(_parameters) && key.TimeMs - _startMs < length.TotalMilliseconds && HasRoom;

    /// <summary>Adds a frame. It is written with its fragment.</summary>
    public void Add(RecordedFrame frame)
    {
        if (_last is { } last)
        {
            Append(last, (uint)Math.Clamp(frame.TimeMs - last.TimeMs, 1, uint.MaxValue));
            long fragmentMs = frame.TimeMs - _startMs - _fragmentStartMs;
            bool isDue = fragmentMs >= (frame.IsKey ? MinFragmentMs : MaxFragmentMs) || _data.WrittenCount >= MaxFragmentBytes;
            if (isDue && HasRoom)
                FlushFragment();
        }
        frame.AddReference();
        _last = frame;
    }

    /// <summary>Writes what waits and the index, and flushes to the disk.</summary>
    /// <returns>False if the disk did not take it: the file then wants repair. A segment without a frame is finished all the same.</returns>
    public bool TryFinish()
    {
        try
        {
            if (_last is { } last)
                Append(last, _lastDurationMs);
            FlushFragment();
        }
        catch (IOException)
        {
            // What was written whole stays, below.
        }
        try
        {
            Seal();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _last?.Release();
        _last = null;
        _video.Dispose();
        _lines.Dispose();
    }

    // The index has an entry for the next fragment, and one for the last.
    private bool HasRoom => _fragments.Count < _indexEntries - 1;

    private void Append(RecordedFrame frame, uint durationMs)
    {
        _samples.Add(new Mp4Sample(durationMs, frame.Sample.Length, frame.IsKey));
        _data.Write(frame.Sample.Span);
        WriteLine(frame);
        _classes.UnionWith(frame.Classes);
        _lastDurationMs = durationMs;
        _last = null;
        frame.Release();
    }

    private void WriteLine(RecordedFrame frame)
    {
        // Longest text around the detections: three numbers and their names.
        const int AroundBytes = 160;
        Utf8.TryWrite(
            _json.GetSpan(AroundBytes), System.Globalization.CultureInfo.InvariantCulture,
            $"{{\"time_ms\":{frame.TimeMs - _startMs},\"frameNumber\":{frame.Number},\"timestamp\":{frame.Timestamp},\"detections\":", out int written);
        _json.Advance(written);
        _json.Write(frame.Detections.Span);
        _json.Write("}\n"u8);
    }

    // The lines first: lines without a picture are cut off by a repair, a picture without its line would stay so.
    private void FlushFragment()
    {
        if (_samples.Count == 0)
            return;
        _boxes.Reset();
        if (_fragments.Count == 0)
            Mp4Layout.WriteHeader(_boxes, _size, _parameters, _indexEntries);
        _headerBytes = _fragments.Count == 0 ? _boxes.Length : _headerBytes;
        int before = _fragments.Count == 0 ? _headerBytes : 0;
        Mp4Layout.WriteFragmentHead(_boxes, _fragments.Count + 1, _fragmentStartMs, CollectionsMarshal.AsSpan(_samples));
        int bytes = _boxes.Length - before + _data.WrittenCount;
        long linesBytes = _linesBytes, videoBytes = _videoBytes;
        Write(_lines, _json.WrittenSpan, ref linesBytes);
        Write(_video, _boxes.Written, ref videoBytes);
        Write(_video, _data.WrittenSpan, ref videoBytes);
        (_linesBytes, _videoBytes) = (linesBytes, videoBytes);
        long duration = _samples.Sum(sample => (long)sample.DurationMs);
        _fragments.Add(new Mp4Fragment(bytes, duration, _samples.Count, _samples[0].IsKey));
        _fragmentStartMs += duration;
        _samples.Clear();
        _data.ResetWrittenCount();
        _json.ResetWrittenCount();
    }

    private void Seal()
    {
        _video.SetLength(_videoBytes);
        _lines.SetLength(_linesBytes);
        if (_fragments.Count == 0)
            return;
        int room = Mp4Layout.IndexHeadBytes + (_indexEntries * Mp4Layout.IndexEntryBytes);
        _boxes.Reset();
        Mp4Layout.WriteIndex(_boxes, _fragments, room);
        _video.Position = _headerBytes - room;
        _video.Write(_boxes.Written);
        (_video as FileStream)?.Flush(flushToDisk: true);
        (_lines as FileStream)?.Flush(flushToDisk: true);
    }

    private static void Write(Stream file, ReadOnlySpan<byte> bytes, ref long length)
    {
        file.Write(bytes);
        length += bytes.Length;
    }
}
