using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Memory and copies of one CUDA device, by the CUDA runtime library that ONNX Runtime's provider uses.</summary>
/// <remarks>Copies go in order on a stream of its own. <b>Ownership:</b> owns the stream.</remarks>
internal sealed unsafe class CudaMemory : IDeviceMemory
{
    private const int HostToDevice = 1;
    private const int DeviceToHost = 2;
    private const uint NonBlocking = 1;

    private readonly int _deviceId;
    private readonly nint _stream;
    private readonly delegate* unmanaged<int, int> _setDevice;
    private readonly delegate* unmanaged<nint*, nuint, int> _allocate;
    private readonly delegate* unmanaged<nint, int> _free;
    private readonly delegate* unmanaged<nint, nuint, uint, int> _register;
    private readonly delegate* unmanaged<nint, int> _unregister;
    private readonly delegate* unmanaged<nint, nint, nuint, int, nint, int> _copy;
    private readonly delegate* unmanaged<nint, int> _synchronize;
    private readonly delegate* unmanaged<nint, int> _destroyStream;
    private readonly delegate* unmanaged<int> _lastError;
    private readonly delegate* unmanaged<int, nint> _errorText;

    /// <summary>Opens a device.</summary>
    /// <param name="library">Name of the CUDA runtime library.</param>
    /// <param name="deviceId">The device, from 0.</param>
    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    /// <exception cref="DeviceException">There is no such device, or the driver does not fit.</exception>
    public CudaMemory(string library, int deviceId)
    {
        nint handle = NativeLibrary.Load(library);
        _setDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(handle, "cudaSetDevice");
        _allocate = (delegate* unmanaged<nint*, nuint, int>)NativeLibrary.GetExport(handle, "cudaMalloc");
        _free = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(handle, "cudaFree");
        _register = (delegate* unmanaged<nint, nuint, uint, int>)NativeLibrary.GetExport(handle, "cudaHostRegister");
        _unregister = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(handle, "cudaHostUnregister");
        _copy = (delegate* unmanaged<nint, nint, nuint, int, nint, int>)NativeLibrary.GetExport(handle, "cudaMemcpyAsync");
        _synchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(handle, "cudaStreamSynchronize");
        _destroyStream = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(handle, "cudaStreamDestroy");
        _lastError = (delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "cudaGetLastError");
        _errorText = (delegate* unmanaged<int, nint>)NativeLibrary.GetExport(handle, "cudaGetErrorString");
        var createStream = (delegate* unmanaged<nint*, uint, int>)NativeLibrary.GetExport(handle, "cudaStreamCreateWithFlags");
        _deviceId = deviceId;
        SetDevice();
        nint stream;
        Check(createStream(&stream, NonBlocking), "cudaStreamCreate");
        _stream = stream;
        Info = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.Default);
    }

    /// <inheritdoc/>
    public OrtMemoryInfo Info { get; }

    /// <inheritdoc/>
    public nint Allocate(long bytes)
    {
        SetDevice();
        nint address;
        Check(_allocate(&address, (nuint)bytes), "cudaMalloc");
        return address;
    }

    /// <inheritdoc/>
    public void Free(nint device) => _free(device);

    /// <inheritdoc/>
    public void Pin(nint host, long bytes)
    {
        SetDevice();
        // A refusal is remembered as the thread's last error, where ONNX Runtime would take it for its own.
        if (_register(host, (nuint)bytes, 0) != 0)
            _lastError();
    }

    /// <inheritdoc/>
    public void Unpin(nint host)
    {
        if (_unregister(host) != 0)
            _lastError();
    }

    /// <inheritdoc/>
    public void Upload(nint device, nint host, long bytes)
    {
        SetDevice();
        Check(_copy(device, host, (nuint)bytes, HostToDevice, _stream), "cudaMemcpyAsync to the device");
    }

    /// <inheritdoc/>
    public void Download(nint host, nint device, long bytes)
    {
        SetDevice();
        Check(_copy(host, device, (nuint)bytes, DeviceToHost, _stream), "cudaMemcpyAsync from the device");
    }

    /// <inheritdoc/>
    public void Synchronize() => Check(_synchronize(_stream), "cudaStreamSynchronize");

    /// <inheritdoc/>
    public void Dispose()
    {
        _destroyStream(_stream);
        Info.Dispose();
    }

    // The current device is the thread's, and any thread may come.
    private void SetDevice() => Check(_setDevice(_deviceId), "cudaSetDevice");

    private void Check(int code, string call)
    {
        if (code != 0)
            throw new DeviceException(call, code, Marshal.PtrToStringUTF8(_errorText(code)) ?? "unknown");
    }
}
