using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load.Naive;

/// <summary>
/// The frame path as it is usually written first: decode everything to RGB, letterbox to a square, fresh tensors, a named value a
/// call, every candidate looked at, outlines drawn into RGB, encode everything again.
/// </summary>
/// <param name="session">The whole graph, untouched; shared between threads, as ONNX Runtime allows.</param>
/// <param name="side">Side of the network's square input.</param>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> owns its codec, not the session.</remarks>
internal sealed class NaivePath(InferenceSession session, int side) : IDisposable
{
    private const float Confidence = 0.25f;
    private const float MaxIou = 0.45f;
    private const int LineWidthPx = 3;

    private readonly NaiveJpeg _jpeg = new();

    /// <summary>One frame, from JPEG to annotated JPEG.</summary>
    public byte[] Process(byte[] jpeg)
    {
        byte[] rgb = _jpeg.Decode(jpeg, out PixelSize size);
        foreach (NaiveDetection detection in Detect(rgb, size))
            Draw(rgb, size, detection);
        return _jpeg.Encode(rgb, size);
    }

    /// <inheritdoc/>
    public void Dispose() => _jpeg.Dispose();

    private List<NaiveDetection> Detect(byte[] rgb, PixelSize size)
    {
        var letterbox = new NaiveLetterbox(size, side);
        NamedOnnxValue[] inputs = [NamedOnnxValue.CreateFromTensor(session.InputNames[0], letterbox.Fill(rgb))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run(inputs);
        Tensor<float> output = outputs[0].AsTensor<float>();
        int rows = output.Dimensions[1], anchors = output.Dimensions[2];
        return Suppress(Candidates(letterbox, output.ToArray(), rows, anchors));
    }

    private static List<NaiveDetection> Candidates(NaiveLetterbox letterbox, float[] values, int rows, int anchors)
    {
        var candidates = new List<NaiveDetection>();
        for (int anchor = 0; anchor < anchors; anchor++)
        {
            int best = 4;
            for (int row = 5; row < rows; row++)
            {
                if (values[row * anchors + anchor] > values[best * anchors + anchor])
                    best = row;
            }
            float score = values[best * anchors + anchor];
            if (score >= Confidence)
                candidates.Add(letterbox.ToPicture(best - 4, score, values[anchor], values[anchors + anchor], values[2 * anchors + anchor], values[3 * anchors + anchor]));
        }
        return candidates;
    }

    private static List<NaiveDetection> Suppress(List<NaiveDetection> candidates)
    {
        var kept = new List<NaiveDetection>();
        foreach (NaiveDetection candidate in candidates.OrderByDescending(c => c.Score))
        {
            if (!kept.Exists(k => k.Class == candidate.Class && k.IouWith(candidate) > MaxIou))
                kept.Add(candidate);
        }
        return kept;
    }

    private static void Draw(byte[] rgb, PixelSize size, NaiveDetection box)
    {
        int left = Math.Clamp((int)box.Left, 0, size.Width - 1), right = Math.Clamp((int)box.Right, 0, size.Width - 1);
        int top = Math.Clamp((int)box.Top, 0, size.Height - 1), bottom = Math.Clamp((int)box.Bottom, 0, size.Height - 1);
        Fill(rgb, size, left, top, right, Math.Min(bottom, top + LineWidthPx - 1));
        Fill(rgb, size, left, Math.Max(top, bottom - LineWidthPx + 1), right, bottom);
        Fill(rgb, size, left, top, Math.Min(right, left + LineWidthPx - 1), bottom);
        Fill(rgb, size, Math.Max(left, right - LineWidthPx + 1), top, right, bottom);
    }

    private static void Fill(byte[] rgb, PixelSize size, int left, int top, int right, int bottom)
    {
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
                ((ReadOnlySpan<byte>)[0, 255, 0]).CopyTo(rgb.AsSpan((y * size.Width + x) * 3));
        }
    }
}
