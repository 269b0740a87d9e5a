using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;

namespace RealtimeDetect.Fuzz;

/// <summary>Sends one input at a time through the splice codec and judges what comes of it by libjpeg-turbo.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
internal sealed class FuzzCase : IDisposable
{
    // Small, so that a damaged size costs what the time limit allows.
    private const long MaxPixels = 1 << 19;

    // Longer sides of the network input: full size, and every reduction.
    private static readonly int[] InputSizes = [int.MaxValue, 320, 96, 64, 32];
    private static readonly LabelSet Labels = new(["person", "bus"]);

    private readonly GuardedInput _input = new(capacityPages: 128), _output = new(capacityPages: 4096);
    private readonly ArrayBufferWriter<byte> _written = new(1 << 20);
    private readonly float[] _tensor = new float[3 * 320 * 320];
    private readonly SpliceFrameCodec _splice = new();
    private readonly PlaneDecoder _judge = new();
    private readonly YuvPlanes _source = new(), _result = new();

    /// <summary>Whether the last input kept its bits.</summary>
    public bool IsSpliced { get; private set; }

    /// <summary>What the codec said of the last input.</summary>
    public JpegOutcome Outcome { get; private set; }

    /// <summary>Processor time that the codec took for the last input.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Runs one input.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public string? Run(byte[] bytes, Random random)
    {
        ReadOnlyMemory<byte> jpeg = _input.Place(bytes);
        int inputSize = InputSizes[random.Next(InputSizes.Length)];
        var detections = new Detection[random.Next(4)];
        for (int i = 0; i < detections.Length; i++)
            detections[i] = new Detection(i, random.NextSingle(), random.Next(-9, 150), random.Next(-9, 110), random.Next(150), random.Next(110));

        TimeSpan started = Libc.ThreadTime();
        Process(jpeg, inputSize, detections);
        Time = Libc.ThreadTime() - started;

        JpegOutcome judged = _judge.Decode(jpeg.Span, MaxPixels, _source);
        if (judged != Outcome)
            return $"{Outcome}, yet libjpeg-turbo says {judged}";
        return Outcome == JpegOutcome.Ok ? Judge(detections.Length) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _splice.Dispose();
        _judge.Dispose();
        _source.Dispose();
        _result.Dispose();
        ((IDisposable)_input).Dispose();
        ((IDisposable)_output).Dispose();
    }

    private void Process(ReadOnlyMemory<byte> jpeg, int inputSize, Detection[] detections)
    {
        _written.ResetWrittenCount();
        IsSpliced = false;
        Outcome = _splice.Decode(jpeg, MaxPixels, inputSize);
        if (Outcome != JpegOutcome.Ok)
            return;
        _splice.FillInput(Letterbox.Fit(_splice.Size, Math.Min(inputSize, 320)), _tensor);
        _splice.Annotate(detections, Labels);
        _splice.Encode(75, _written);
        IsSpliced = _splice.IsSpliced;
    }

    private string? Judge(int detectionCount)
    {
        JpegOutcome outcome = _judge.Decode(_output.Place(_written.WrittenSpan).Span, MaxPixels, _result);
        if (outcome != JpegOutcome.Ok)
            return $"the file written is {outcome}";
        if (_result.Size != _source.Size)
            return $"the file written is {_result.Size}, not {_source.Size}";
        if (!IsSpliced || detectionCount > 0)
            return null;
        return HasSameRows(_source.Luma, _result.Luma) && HasSameRows(_source.Cb, _result.Cb) && HasSameRows(_source.Cr, _result.Cr)
            ? null
            : "pixels have changed though nothing was drawn";
    }

    private static bool HasSameRows(YuvPlane a, YuvPlane b)
    {
        for (int y = 0; y < a.Height; y++)
        {
            if (!a.Row(y).SequenceEqual(b.Row(y)))
                return false;
        }
        return true;
    }
}
