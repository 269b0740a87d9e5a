using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Https;

/// <summary>The answer of <c>GET /api/server</c>: what this server is and where it can be reached.</summary>
/// <param name="Name">The product.</param>
/// <param name="Version">Its version.</param>
/// <param name="Model">Name of the model that user streams get.</param>
/// <param name="ExecutionProvider">ONNX Runtime's execution provider.</param>
/// <param name="GpuAvailable">Whether inference runs on a GPU.</param>
/// <param name="MaxFrameAgeMs">Frames older than this are not sent to a viewer, and its page does not show them.</param>
/// <param name="H264Input">Whether cameras may send H.264.</param>
/// <param name="Https">HTTPS.</param>
/// <param name="Http">Plain HTTP.</param>
internal sealed record ServerInfo(
    string Name, string Version, string Model, string ExecutionProvider, bool GpuAvailable, int MaxFrameAgeMs,
    UplinkAnswer H264Input, HttpsInfo Https, HttpInfo Http);
