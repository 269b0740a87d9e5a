using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>The model file as it is, untouched: its own sigmoid, box distributions and anchors, computed by ONNX Runtime.</summary>
internal sealed class WholeGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string _input;
    private readonly string _output;

    /// <summary>Loads a file.</summary>
    public WholeGraph(FileInfo file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
        _session = new InferenceSession(file.FullName, options);
        _input = _session.InputNames[0];
        _output = _session.OutputNames[0];
    }

    /// <summary>Runs one picture.</summary>
    /// <param name="input">The input that the prepared graph got.</param>
    /// <param name="letterbox">Its geometry.</param>
    /// <param name="threshold">Least confidence.</param>
    /// <returns>Each cell's strongest class, strongest cell first, not suppressed.</returns>
    public List<ScoredBox> Run(Span<float> input, in Letterbox letterbox, float threshold)
    {
        using OrtValue image = OrtValue.CreateTensorValueFromMemory(input.ToArray(), [1, 3, letterbox.Input.Height, letterbox.Input.Width]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, [_input], [image], [_output]);
        long[] shape = outputs[0].GetTensorTypeAndShape().Shape;
        return Read(outputs[0].GetTensorDataAsSpan<float>(), (int)shape[1] - 4, (int)shape[2], threshold);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    // Rows: centre x, centre y, width, height, then one score for each class; one column for each cell.
    private static List<ScoredBox> Read(ReadOnlySpan<float> output, int classes, int cells, float threshold)
    {
        List<ScoredBox> found = [];
        for (int cell = 0; cell < cells; cell++)
        {
            int best = 0;
            for (int c = 1; c < classes; c++)
                if (output[((4 + c) * cells) + cell] > output[((4 + best) * cells) + cell])
                    best = c;
            float confidence = output[((4 + best) * cells) + cell];
            if (confidence < threshold)
                continue;
            float x = output[cell], y = output[cells + cell], halfWidth = output[(2 * cells) + cell] / 2, halfHeight = output[(3 * cells) + cell] / 2;
            found.Add(new ScoredBox(best, confidence, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));
        }

        return [.. found.OrderByDescending(box => box.Confidence)];
    }
}
