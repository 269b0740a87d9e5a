namespace RealtimeDetect.Adaptive;

/// <summary>
/// What a camera delivers where that is less than it is asked for, and neither its link nor the machine is why: in the dark, for
/// instance, or because it sends a photo now and then.
/// </summary>
internal sealed class CameraGauge(ControllerOptions options)
{
    // Share of its lanes' time in detections below which a stream's machine has time for more frames; the same of its link.
    private const double BusyShare = 0.85;
    private const double BusyLinkLoad = 0.6;

    // Share of its link's time above which a camera has more frames than the link takes, and nothing says how many.
    private const double FullLinkLoad = 0.9;

    // Rates of a camera stray by a tenth.
    private const double Spread = 1.1;

    // A change of a slow camera's rate by less is not followed, as a logarithm: the objective that rests on it would never stand still.
    private const double Notable = 0.25;

    // A picture that stands for a while is as old as that before the next one comes: nobody sees how late it was at first.
    private const double ObjectiveIntervals = 2.5;

    /// <summary>
    /// Frames per second to expect at most; infinite where nothing says that the camera is slow, 0 before the first sample.
    /// </summary>
    public double MostFps { get; private set; }

    /// <summary>Folds in a sample taken at a target.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="targetFps">Frames per second that the camera is asked for.</param>
    /// <param name="lanes">Lanes that the stream may occupy.</param>
    /// <param name="linkLoad">Share of its link's time that the camera's frames take.</param>
    /// <param name="isShown">Whether the sample's rates lie after the last change.</param>
    public void Add(ControlSample sample, int targetFps, double lanes, double linkLoad, bool isShown)
    {
        // A step's own rate shows at once what a mean over two seconds shows later.
        double fps = Math.Max(sample.ReceivedFps, sample.Uplink?.Fps ?? 0);
        MostFps = Math.Max(MostFps, fps * Spread);
        if (fps >= options.SustainedShare * targetFps)
        {
            if (targetFps * Spread >= MostFps)
                MostFps = double.PositiveInfinity;
        }
        else if (linkLoad >= FullLinkLoad)
        {
            MostFps = double.PositiveInfinity;
        }
        else if (isShown && linkLoad < BusyLinkLoad && sample.DetectedFps * sample.ServiceMean.TotalSeconds < BusyShare * lanes)
        {
            double most = sample.ReceivedFps * Spread;
            if (Math.Abs(Math.Log(most / MostFps)) > Notable)
                MostFps = most;
        }
    }

    /// <summary>Milliseconds that nearly every frame is to keep, given the objective for a camera that sends what it is asked for.</summary>
    public double ObjectiveMs(double objectiveMs) => MostFps > 0 ? Math.Max(objectiveMs, ObjectiveIntervals * 1000 / MostFps) : objectiveMs;
}
