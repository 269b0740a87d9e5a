using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Places for several pictures of one input size: fill <see cref="Input"/> of each, <see cref="Run"/>, <see cref="Collect"/> each.</summary>
/// <remarks>
/// <b>Threading:</b> places are independent: any thread fills or collects a place, one thread at a time for each place; not
/// while <see cref="Run"/> is under way. <b>Ownership:</b> the owner disposes, before the detector.
/// <b>Errors:</b> a failing execution provider throws from <see cref="Run"/>; the pictures are still in their places.
/// </remarks>
public interface IDetectorBatch : IDisposable
{
    /// <summary>Size of the network input.</summary>
    PixelSize Size { get; }

    /// <summary>Places; most pictures of one run.</summary>
    int Capacity { get; }

    /// <summary>A place's input: 3 x height x width floats, RGB planes, 0 to 1. Valid for the batch's life; a run leaves it unchanged.</summary>
    /// <param name="place">From 0, below <see cref="Capacity"/>.</param>
    Span<float> Input(int place);

    /// <summary>Runs the network on the first places.</summary>
    /// <param name="count">Pictures, 1 to <see cref="Capacity"/>.</param>
    void Run(int count);

    /// <summary>Reads the detections of a place in the last run, as <see cref="IDetector.Collect"/> does.</summary>
    /// <param name="place">From 0, below the last run's count.</param>
    /// <param name="letterbox">Geometry the input was filled with.</param>
    /// <param name="confidenceThreshold">0 to 1; weaker ones are left out.</param>
    /// <param name="destination">Receives the strongest first; as many as fit.</param>
    /// <returns>How many were written.</returns>
    int Collect(int place, in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination);
}
