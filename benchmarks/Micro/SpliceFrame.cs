using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;

namespace RealtimeDetect.Micro;

/// <summary>One frame with six boxes through each codec.</summary>
internal sealed class SpliceFrame : IDisposable
{
    private const long MaxPixels = 16_000_000;

    // libjpeg's scale; what the sources have.
    private const int Quality = 85;

    private readonly LabelSet _labels = new(["person", "car", "traffic light"]);
    private readonly ArrayBufferWriter<byte> _written = new(4 << 20);
    private readonly Detection[] _detections = new Detection[6];
    private readonly SpliceFrameCodec _splice = new();
    private readonly TurboFrameCodec _planes = new();
    private readonly TurboRgbCodec _rgb = new();
    private readonly RgbInput _rgbInput = new();
    private readonly byte[] _jpeg;
    private readonly float[] _input;
    private readonly Letterbox _letterbox;
    private readonly int _inferenceSize;

    /// <summary>Prepares a frame.</summary>
    public SpliceFrame(byte[] jpeg, PixelSize size, int inferenceSize)
    {
        _jpeg = jpeg;
        _inferenceSize = inferenceSize;
        _letterbox = Letterbox.Fit(size, inferenceSize);
        _input = new float[3 * _letterbox.Input.PixelCount];
        // At arbitrary places, as detections are: on the grid of MCUs, outlines would all touch two rows or columns of them.
        var random = new Random(6);
        for (int i = 0; i < _detections.Length; i++)
        {
            float x = 0.8f * size.Width * random.NextSingle(), y = 0.67f * size.Height * random.NextSingle();
            _detections[i] = new Detection(i % 3, 0.5f + 0.05f * i, x, y, size.Width / 5f, size.Height / 3f);
        }
    }

    /// <summary>The splice codec: network input, boxes, JPEG.</summary>
    public int Splice() => Run(_splice);

    /// <summary>libjpeg-turbo on planes: network input, boxes, JPEG.</summary>
    public int Planes() => Run(_planes);

    /// <summary>libjpeg-turbo on RGB: network input, boxes, JPEG.</summary>
    public int Rgb()
    {
        _written.ResetWrittenCount();
        _rgb.Decode(_jpeg);
        _rgbInput.Fill(_rgb.Rgb, _letterbox, _input);
        RgbBoxes.Draw(_rgb.Rgb, _rgb.Size, _detections);
        _rgb.Encode(Quality, _written);
        return _written.WrittenCount;
    }

    /// <summary>libjpeg-turbo to RGB and back, and nothing else.</summary>
    public int BareRgb()
    {
        _written.ResetWrittenCount();
        _rgb.Decode(_jpeg);
        _rgb.Encode(Quality, _written);
        return _written.WrittenCount;
    }

    /// <summary>The splice codec's decoding alone.</summary>
    public JpegOutcome SpliceDecode() => _splice.Decode(_jpeg, MaxPixels, _inferenceSize);

    /// <summary>libjpeg-turbo's decoding to planes alone.</summary>
    public JpegOutcome PlanesDecode() => _planes.Decode(_jpeg, MaxPixels);

    /// <inheritdoc/>
    public void Dispose()
    {
        _splice.Dispose();
        _planes.Dispose();
        _rgb.Dispose();
        _rgbInput.Dispose();
    }

    private int Run(IFrameCodec codec)
    {
        _written.ResetWrittenCount();
        if (codec.Decode(_jpeg, MaxPixels, _inferenceSize) != JpegOutcome.Ok)
            throw new InvalidOperationException("The benchmark's own picture was refused.");
        codec.FillInput(_letterbox, _input);
        codec.Annotate(_detections, _labels);
        codec.Encode(Quality, _written);
        return _written.WrittenCount;
    }
}
