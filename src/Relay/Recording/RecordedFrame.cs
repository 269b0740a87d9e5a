using System.Diagnostics.CodeAnalysis;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Recording.Mp4;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Recording;

/// <summary>What a recording keeps of a frame: its coded picture and its detections, without the JPEGs that a published frame holds.</summary>
/// <remarks>
/// <b>Threading:</b> immutable. <b>Ownership:</b> starts with one reference; every queue that keeps it adds one; the last
/// <see cref="Release"/> returns the buffers.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Counted by its holders: the last Release disposes.")]
internal sealed class RecordedFrame
{
    private readonly PooledBytes _sample;
    private readonly PooledBytes _detections;
    private int _references = 1;

    /// <summary>Takes over both buffers.</summary>
    /// <param name="timeMs">When it was captured, server clock, Unix milliseconds; larger than the one before.</param>
    /// <param name="parameters">Parameter sets of a key frame; null for any other.</param>
    /// <param name="sample">The coded picture, as it stands in an MP4 file.</param>
    /// <param name="detections">The detections, a JSON array.</param>
    public RecordedFrame(long timeMs, AvcParameters? parameters, PooledBytes sample, PooledBytes detections)
    {
        TimeMs = timeMs;
        Parameters = parameters;
        _sample = sample;
        _detections = detections;
    }

    /// <summary>When it was captured, server clock, Unix milliseconds.</summary>
    public long TimeMs { get; }

    /// <summary>Parameter sets of a key frame; null for any other.</summary>
    public AvcParameters? Parameters { get; }

    /// <summary>Whether decoding can begin with it.</summary>
    [MemberNotNullWhen(true, nameof(Parameters))]
    public bool IsKey => Parameters is not null;

    /// <summary>Size of the picture.</summary>
    public required PixelSize Size { get; init; }

    /// <summary>Published frame number.</summary>
    public required long Number { get; init; }

    /// <summary>Capture time as the camera said it.</summary>
    public required double Timestamp { get; init; }

    /// <summary>Names of the classes in it, each once.</summary>
    public required IReadOnlySet<string> Classes { get; init; }

    /// <summary>The coded picture.</summary>
    public ReadOnlyMemory<byte> Sample => _sample.Written;

    /// <summary>The detections, a JSON array in UTF-8.</summary>
    public ReadOnlyMemory<byte> Detections => _detections.Written;

    /// <summary>Bytes that it holds.</summary>
    public int Bytes => _sample.Length + _detections.Length;

    /// <summary>Takes from an access unit what is kept; the unit stays the caller's.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="timeMs">Its time in the recording.</param>
    /// <param name="classes">Names of the classes in it.</param>
    public static RecordedFrame Of(H264Unit unit, long timeMs, IReadOnlySet<string> classes)
    {
        var sample = new PooledBytes(unit.Data.Length);
        AvcParameters? parameters = AnnexB.WriteSample(unit.Data.Span, sample);
        ReadOnlySpan<byte> json = DetectionsIn(unit.Frame.Header.Span);
        var detections = new PooledBytes(json.Length);
        System.Buffers.BuffersExtensions.Write(detections, json);
        PixelSize size = unit.Frame.Result.Size;
        return new RecordedFrame(timeMs, unit.IsKey ? parameters : null, sample, detections)
        {
            // 4:2:0 has no odd sides: the encoder leaves the last row or column out.
            Size = new PixelSize(size.Width & ~1, size.Height & ~1),
            Number = unit.Frame.Number,
            Timestamp = unit.Frame.Timestamp,
            Classes = classes,
        };
    }

    /// <summary>Adds a holder. The caller must hold a reference itself.</summary>
    public void AddReference() => Interlocked.Increment(ref _references);

    /// <summary>Lets go; the last one returns the buffers.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0)
            return;
        _sample.Dispose();
        _detections.Dispose();
    }

    // The array as the frame's own message has it: between these two names, which no label can hold unescaped.
    private static ReadOnlySpan<byte> DetectionsIn(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> name = "\"detections\":"u8;
        ReadOnlySpan<byte> from = header[(header.IndexOf(name) + name.Length)..];
        return from[..from.LastIndexOf(",\"timings_ms\""u8)];
    }
}
