using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>What a pipeline needs of its stream.</summary>
/// <remarks><b>Threading:</b> called from lanes and the camera's receive loop; no call may block.</remarks>
internal interface IPipelineOwner
{
    /// <summary>Name of the model that the stream's frames are given to.</summary>
    string ModelName { get; }

    /// <summary>Inference size and confidence in force.</summary>
    OperatingPoint OperatingPoint { get; }

    /// <summary>Counts a frame's end and tells its source.</summary>
    void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error);

    /// <summary>Counts a detection that has ended, of a frame that is about to be published or, carried, has been.</summary>
    /// <param name="inferenceMs">How long the network took, milliseconds.</param>
    /// <param name="serviceMs">From leaving the mailbox to the end of the frame's work, milliseconds.</param>
    void OnDetected(double inferenceMs, double serviceMs);

    /// <summary>Offers a frame to every output. The pipeline keeps its reference.</summary>
    void Publish(PublishedFrame frame);
}
