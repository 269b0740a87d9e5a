using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>One TurboJPEG instance.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed class TurboJpegHandle : SafeHandle
{
    private readonly TurboJpegInit _purpose;

    /// <summary>Makes an instance.</summary>
    /// <exception cref="DllNotFoundException">libturbojpeg is missing or cannot be loaded.</exception>
    public TurboJpegHandle(TurboJpegInit purpose) : base(0, ownsHandle: true)
    {
        _purpose = purpose;
        Make();
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Forgets every picture and parameter: the instance is as it was when made.</summary>
    public void Renew()
    {
        TurboJpegNative.Destroy(handle);
        SetHandle(0);
        Make();
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

    private void Make()
    {
        SetHandle(TurboJpegNative.Init(_purpose));
        if (IsInvalid)
            throw new InvalidOperationException("TurboJPEG could not make an instance; memory may have run out.");
    }
}
