using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>A detector that also takes several pictures of one input size in one run of the network.</summary>
/// <remarks>
/// <b>Threading:</b> batches are made on any thread; no two runs of a detector, batched or not, at the same time, so one thread
/// should own them. <b>Ownership:</b> the owner disposes, after its batches.
/// </remarks>
public interface IBatchDetector : IDetector
{
    /// <summary>Reserves memory for pictures of one input size.</summary>
    /// <param name="size">Both sides multiples of 32.</param>
    /// <param name="capacity">Most pictures of one run, from 1.</param>
    IDetectorBatch CreateBatch(PixelSize size, int capacity);
}
