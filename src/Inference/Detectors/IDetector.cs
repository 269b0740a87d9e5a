using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Finds objects in one picture at a time: fill <see cref="Input"/>, <see cref="Run"/>, <see cref="Collect"/>.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time; an inference lane leases it, runs and returns it. <b>Ownership:</b> the owner
/// disposes. <b>Errors:</b> a failing execution provider throws from <see cref="Run"/>; the caller drops the frame.
/// </remarks>
public interface IDetector : IDisposable
{
    /// <summary>The model it runs.</summary>
    ModelMetadata Model { get; }

    /// <summary>ONNX Runtime's execution provider in use: <c>CPU</c> or <c>CUDA</c>.</summary>
    string ExecutionProvider { get; }

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>.</summary>
    string Precision { get; }

    /// <summary>The input tensor for a size: 3 x height x width floats, RGB planes, 0 to 1. Valid until the next call for another size.</summary>
    /// <param name="size">Both sides multiples of 32.</param>
    Span<float> Input(PixelSize size);

    /// <summary>Runs the network on the input last asked for.</summary>
    void Run();

    /// <summary>Reads the detections of the last run: threshold, non-maximum suppression, mapped into the picture and clipped to it.</summary>
    /// <param name="letterbox">Geometry the input was filled with.</param>
    /// <param name="confidenceThreshold">0 to 1; weaker ones are left out.</param>
    /// <param name="destination">Receives the strongest first; as many as fit.</param>
    /// <returns>How many were written.</returns>
    int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination);
}
