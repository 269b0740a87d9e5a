namespace RealtimeDetect.Adaptive;

/// <summary>What a camera delivers where that is less than it is asked for, and the machine is not why: in the dark, for instance.</summary>
internal sealed class CameraGauge(ControllerOptions options)
{
    // Share of its lanes' time in detections below which a stream's machine has time for more frames.
    private const double BusyShare = 0.85;

    // Rates of a camera stray by a tenth.
    private const double Spread = 1.1;

    /// <summary>Frames per second to expect at most; infinite where nothing says that the camera is slow.</summary>
    public double MostFps { get; private set; } = double.PositiveInfinity;

    /// <summary>Folds in a sample taken at a target.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="targetFps">Frames per second that the camera is asked for.</param>
    /// <param name="lanes">Lanes that the stream may occupy.</param>
    /// <param name="isShown">Whether the sample's rates lie after the last change.</param>
    public void Add(ControlSample sample, int targetFps, double lanes, bool isShown)
    {
        MostFps = Math.Max(MostFps, sample.ReceivedFps * Spread);
        if (!isShown)
            return;
        if (sample.ReceivedFps >= options.SustainedShare * targetFps)
        {
            if (targetFps * Spread >= MostFps)
                MostFps = double.PositiveInfinity;
        }
        else if (sample.DetectedFps * sample.ServiceMean.TotalSeconds < BusyShare * lanes)
        {
            MostFps = sample.ReceivedFps * Spread;
        }
    }
}
