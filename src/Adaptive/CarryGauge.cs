namespace RealtimeDetect.Adaptive;

/// <summary>Whether frames that the detector has no time for are carried: published with the detections of frames before.</summary>
internal sealed class CarryGauge(ControllerOptions options)
{
    // Fewer carried frames a second are chance.
    private const double LeastCarriedFps = 1;

    // What the relay's own switch asks for: a detector that is clearly behind, and a codec that is cheap beside the network.
    private const double BehindShare = 0.8;
    private const double CheapCodecShare = 0.3;

    // Share of its lanes' time in detections above which a stream's machine is why its target is missed.
    private const double BusyShare = 0.85;

    // Frames come late while carrying begins and ends, and boxes trail: a smaller network that keeps up is preferred to it.
    private const double SecondChoiceTrust = 0.7;

    // A stream whose frames were not carried where that was expected is asked again after this.
    private static readonly TimeSpan FailureMemory = TimeSpan.FromMinutes(1);

    // The switch takes two seconds, and rates are means over two more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private TimeSpan _missedSince = TimeSpan.MaxValue;
    private TimeSpan? _failedAt;
    private bool _mayBegin;

    /// <summary>Whether frames are carried now, and so keep the target.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Share (0 to 1) of a carried point's worth that is counted on.</summary>
    public double Trust { get; } = options.MinInferenceSize < options.MaxInferenceSize ? SecondChoiceTrust : 1;

    /// <summary>Folds in a sample taken at a target.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="targetFps">Frames per second that the camera is asked for.</param>
    /// <param name="lanes">Lanes that the stream may occupy.</param>
    /// <param name="isShown">Whether the sample's rates lie after the last change.</param>
    public void Add(ControlSample sample, int targetFps, double lanes, bool isShown)
    {
        bool isCarried = sample.PublishedFps - sample.DetectedFps >= LeastCarriedFps;
        bool isSustained = sample.PublishedFps >= options.SustainedShare * targetFps;
        if (isCarried && isSustained)
            IsOn = true;
        else if (isShown)
            IsOn = false;
        bool isMissed = !isSustained && sample.DetectedFps * sample.ServiceMean.TotalSeconds >= BusyShare * lanes;
        _missedSince = !isMissed ? TimeSpan.MaxValue : sample.Time < _missedSince ? sample.Time : _missedSince;
        if (isMissed && sample.Time - _missedSince >= Patience)
            _failedAt = sample.Time;
        _mayBegin = sample.MayCarry && !(sample.Time - _failedAt < FailureMemory);
    }

    /// <summary>Whether a point's frames are carried where the detector has no time for them.</summary>
    /// <param name="detectedShare">Share of the frames that it has time for.</param>
    /// <param name="inferenceMs">Milliseconds of the network.</param>
    /// <param name="codecMs">Milliseconds of a frame's other work.</param>
    /// <param name="isPresent">Whether it is the present point, whose frames are late until they are carried.</param>
    public bool Carries(double detectedShare, double inferenceMs, double codecMs, bool isPresent) => detectedShare < 1
        && (IsOn || (!isPresent && _mayBegin && detectedShare < BehindShare && codecMs <= CheapCodecShare * inferenceMs));
}
