namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>What a device holds beside a piece of host memory.</summary>
/// <remarks><b>Ownership:</b> the host memory disposes it before its own end.</remarks>
internal interface IMemoryMirror : IDisposable;
