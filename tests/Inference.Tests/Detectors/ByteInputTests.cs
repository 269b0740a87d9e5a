using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;
using Model = RealtimeDetect.Inference.Detectors.YoloV8Model;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class ByteInputTests
{
    private static readonly PixelSize Size = new(320, 192);

    [Fact]
    public void Convert_RepositoryModel_GivesWhatFloatInputGives() => AssertSame(RepositoryModel.Load(), isHalf: false, tolerance: 1e-4f);

    [Fact]
    public void Convert_PublishedModel_GivesWhatFloatInputGives() =>
        AssertSame(Model.Load(SharedMaterial.Require("models/yolov8n.onnx")), isHalf: false, tolerance: 1e-4f);

    // Both round the same levels to FP16 once.
    [Fact]
    public void Convert_HalfPrecision_GivesWhatFloatInputGives() => AssertSame(RepositoryModel.Load(), isHalf: true, tolerance: 0.05f);

    private static void AssertSame(Model model, bool isHalf, float tolerance)
    {
        byte[] levels = new byte[3 * Size.PixelCount];
        new Random(1).NextBytes(levels);
        float[] values = [.. levels.Select(level => level / 255f)];
        PreparedGraph floats = model.ForDevice(isHalf, takesBytes: false), bytes = model.ForDevice(isHalf, takesBytes: true);
        using OrtValue floatInput = OrtValue.CreateTensorValueFromMemory(values, [1, 3, Size.Height, Size.Width]);
        using OrtValue byteInput = OrtValue.CreateTensorValueFromMemory(levels, [1, 3, Size.Height, Size.Width]);

        float[] expected = Run(floats, floatInput), actual = Run(bytes, byteInput);

        Assert.True(bytes.TakesBytes);
        Assert.NotEqual(floats.InputName, bytes.InputName);
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max(), 0, tolerance);
    }

    private static float[] Run(PreparedGraph graph, OrtValue input)
    {
        using var session = new InferenceSession(graph.File);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, [graph.InputName], [input], session.OutputNames);
        return [.. outputs.SelectMany(output => output.GetTensorDataAsSpan<float>().ToArray())];
    }
}
