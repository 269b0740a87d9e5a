using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How lanes come by a detector of one model: one each on a CPU, places in shared runs on a GPU.</summary>
/// <remarks><b>Threading:</b> any lane. <b>Ownership:</b> owns the detectors.</remarks>
internal interface IDetectorLeases : IDisposable
{
    /// <summary>Runs what only shared runs need: each number of frames of a size. Called before the first frame, by one lane.</summary>
    /// <param name="turn">Any turn: whose stream the made-up frames are.</param>
    /// <param name="input">Size of the network input.</param>
    void WarmUp(in FrameTurn turn, PixelSize input);

    /// <summary>Tells that a frame was taken and may ask for a detector.</summary>
    void OnTaken(in FrameTurn turn);

    /// <summary>Waits for a detector that suits the turn.</summary>
    IDetector Lease(in FrameTurn turn);

    /// <summary>Gives a leased detector back.</summary>
    void Return(IDetector detector);

    /// <summary>Tells that a frame's turn is over, whether it asked for a detector or not.</summary>
    void OnEnded(in FrameTurn turn);
}
