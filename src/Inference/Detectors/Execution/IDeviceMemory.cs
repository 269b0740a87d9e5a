using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A device's memory and its copies, as far as a detector needs them.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Errors:</b> a driver's error is a <see cref="DeviceException"/>.</remarks>
internal interface IDeviceMemory : IDisposable
{
    /// <summary>ONNX Runtime's name for it.</summary>
    OrtMemoryInfo Info { get; }

    /// <summary>Takes memory on the device.</summary>
    nint Allocate(long bytes);

    /// <summary>Gives it back; errors are of no consequence.</summary>
    void Free(nint device);

    /// <summary>Locks host memory in place, so that copies need no detour; without success they take it.</summary>
    void Pin(nint host, long bytes);

    /// <summary>Ends <see cref="Pin"/>; errors are of no consequence.</summary>
    void Unpin(nint host);

    /// <summary>Begins a copy to the device.</summary>
    void Upload(nint device, nint host, long bytes);

    /// <summary>Begins a copy from the device.</summary>
    void Download(nint host, nint device, long bytes);

    /// <summary>Waits for the copies begun by any thread.</summary>
    void Synchronize();
}
