using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors.Execution;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>A device made of host memory: copies are copies, and every piece taken must come back.</summary>
internal sealed unsafe class HostDeviceMemory : IDeviceMemory
{
    private readonly HashSet<nint> _taken = [];
    private readonly HashSet<nint> _pinned = [];

    /// <inheritdoc/>
    public OrtMemoryInfo Info => OrtMemoryInfo.DefaultInstance;

    /// <summary>Pieces of memory not given back, and of host memory still pinned.</summary>
    public int HeldCount => _taken.Count + _pinned.Count;

    /// <summary>Bytes uploaded so far.</summary>
    public long UploadedBytes { get; private set; }

    /// <summary>Lets every upload fail from here on.</summary>
    public bool Fails { get; set; }

    /// <inheritdoc/>
    public nint Allocate(long bytes)
    {
        nint address = (nint)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        _taken.Add(address);
        return address;
    }

    /// <inheritdoc/>
    public void Free(nint device)
    {
        Assert.True(_taken.Remove(device));
        NativeMemory.AlignedFree((void*)device);
    }

    /// <inheritdoc/>
    public void Pin(nint host, long bytes) => Assert.True(_pinned.Add(host));

    /// <inheritdoc/>
    public void Unpin(nint host) => Assert.True(_pinned.Remove(host));

    /// <inheritdoc/>
    public void Upload(nint device, nint host, long bytes)
    {
        if (Fails)
            throw new DeviceException("cudaMemcpyAsync", 719, "unspecified launch failure");
        UploadedBytes += bytes;
        Buffer.MemoryCopy((void*)host, (void*)device, bytes, bytes);
    }

    /// <inheritdoc/>
    public void Download(nint host, nint device, long bytes) => Buffer.MemoryCopy((void*)device, (void*)host, bytes, bytes);

    /// <inheritdoc/>
    public void Synchronize()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
