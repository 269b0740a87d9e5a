namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A call of the device's driver failed.</summary>
internal sealed class DeviceException : Exception
{
    /// <summary>Reports a failed call.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="code">Its result.</param>
    /// <param name="reason">The driver's words.</param>
    public DeviceException(string call, int code, string reason)
        : base($"{call} failed with error {code}: {reason}")
    {
    }
}
