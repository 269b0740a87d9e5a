using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>One TurboJPEG instance.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed class TurboJpegHandle : SafeHandle
{
    /// <summary>For the marshaller.</summary>
    public TurboJpegHandle() : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Makes an instance.</summary>
    /// <exception cref="DllNotFoundException">libturbojpeg is missing or cannot be loaded.</exception>
    public static TurboJpegHandle Create(TurboJpegInit purpose)
    {
        TurboJpegHandle instance = TurboJpegNative.Init(purpose);
        return instance.IsInvalid ? throw new InvalidOperationException("TurboJPEG could not make an instance; memory may have run out.") : instance;
    }

    /// <summary>Sets a parameter.</summary>
    /// <exception cref="InvalidOperationException">TurboJPEG refuses the value.</exception>
    public void Set(TurboJpegParameter parameter, int value)
    {
        if (TurboJpegNative.Set(this, parameter, value) != 0)
            throw Failure($"set {parameter} to {value}");
    }

    /// <summary>Reads a parameter; -1 for an unknown value.</summary>
    public int Get(TurboJpegParameter parameter) => TurboJpegNative.Get(this, parameter);

    /// <summary>The exception for a call that must not fail.</summary>
    public unsafe InvalidOperationException Failure(string action) =>
        new($"TurboJPEG could not {action}: {Marshal.PtrToStringUTF8((nint)TurboJpegNative.GetErrorText(this))}");

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        TurboJpegNative.Destroy(handle);
        return true;
    }
}
