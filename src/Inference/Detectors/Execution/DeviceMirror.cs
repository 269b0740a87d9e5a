namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Device memory of the same layout as a piece of host memory, which is pinned for the time.</summary>
internal sealed class DeviceMirror : IMemoryMirror
{
    private readonly IDeviceMemory _device;
    private readonly nint _host;
    private readonly nint _address;

    /// <summary>Takes the device memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="memory">The host memory.</param>
    public DeviceMirror(IDeviceMemory device, TensorMemory memory)
    {
        _device = device;
        _host = memory.Address(0);
        long bytes = (long)memory.Capacity * sizeof(float);
        _address = device.Allocate(bytes);
        device.Pin(_host, bytes);
    }

    /// <summary>The device's address of a part.</summary>
    /// <param name="offset">First float.</param>
    public nint Address(int offset) => _address + ((nint)offset * sizeof(float));

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Unpin(_host);
        _device.Free(_address);
    }
}
