using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>
/// The frame codec that codes anew only what boxes and labels touch: one pass over the coded data gives a picture of about the
/// network input's size, and all MCUs that nothing is drawn on keep their bits, and so their pixels.
/// </summary>
/// <remarks>
/// <inheritdoc cref="IFrameCodec" path="/remarks"/> It takes baseline files in 4:2:0, 4:2:2, 4:4:4 and grey that are exactly in
/// order; all others go to <see cref="TurboFrameCodec"/>, which says what becomes of them. The published picture keeps the
/// camera's quality: the one that <see cref="Encode"/> names is for files that went the other way. Like that way, it keeps none
/// of the camera's metadata.
/// </remarks>
public sealed class SpliceFrameCodec : IFrameCodec
{
    private readonly TurboFrameCodec _turbo = new();
    private readonly SplicePicture _picture = new();
    private readonly List<Detection> _drawn = [];
    private ReadOnlyMemory<byte> _jpeg;
    private LabelSet? _labels;
    private long _maxPixels;

    // Which of the two holds the picture last decoded, if any.
    private bool _isSpliced;

    /// <inheritdoc/>
    public PixelSize Size => _isSpliced ? _picture.Size : _turbo.Size;

    /// <summary>Whether the picture last decoded is one that keeps its bits.</summary>
    internal bool IsSpliced => _isSpliced;

    /// <inheritdoc/>
    public JpegOutcome Decode(ReadOnlyMemory<byte> jpeg, long maxPixels, int inputLongSide = int.MaxValue)
    {
        (_jpeg, _maxPixels, _labels) = (jpeg, maxPixels, null);
        _isSpliced = JpegHeader.Read(jpeg.Span, maxPixels, out _) == JpegOutcome.Ok && _picture.TryRead(jpeg.Span, inputLongSide);
        return _isSpliced ? JpegOutcome.Ok : _turbo.Decode(jpeg, maxPixels);
    }

    /// <inheritdoc/>
    public void FillInput(in Letterbox letterbox, Span<float> input)
    {
        if (_isSpliced)
            _picture.FillInput(letterbox, input);
        else
            _turbo.FillInput(letterbox, input);
    }

    /// <inheritdoc/>
    public void Annotate(ReadOnlySpan<Detection> detections, LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (!_isSpliced)
        {
            _turbo.Annotate(detections, labels);
            return;
        }
        _picture.Annotate(detections, labels);
        _labels = labels;
        _drawn.Clear();
        _drawn.AddRange(detections);
    }

    /// <inheritdoc/>
    public void Encode(int quality, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_isSpliced && _picture.TryWrite(destination))
            return;
        if (_isSpliced)
            DecodeAgain();
        _turbo.Encode(quality, destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo.Dispose();
        _picture.Dispose();
    }

    // For files whose Huffman tables were made for their own symbols and lack one that a box needs.
    private void DecodeAgain()
    {
        _isSpliced = false;
        _turbo.Decode(_jpeg, _maxPixels);
        if (_labels is not null)
            _turbo.Annotate(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_drawn), _labels);
    }
}
