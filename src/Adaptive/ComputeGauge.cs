namespace RealtimeDetect.Adaptive;

/// <summary>Smooths a stream's rates and stage times; says whether its pipeline is overloaded and what other setting would fit.</summary>
internal sealed class ComputeGauge(ControllerOptions options)
{
    // Evens out single slow frames; two samples after a step nothing older is left of it.
    private static readonly TimeSpan TimeConstant = TimeSpan.FromSeconds(1);

    // Nearly busy, as a share of BusyShare: below it drops and waits come from frames that arrive in bursts.
    private const double NearlyBusy = 0.8;

    // Below this share of the work a smaller input cannot be the cure (with a GPU the codec is the work).
    private const double InferenceDominates = 0.25;

    private readonly Ewma _received = new(TimeConstant);
    private readonly Ewma _published = new(TimeConstant);
    private readonly Ewma _detected = new(TimeConstant);
    private readonly Ewma _service = new(TimeConstant);
    private readonly Ewma _inference = new(TimeConstant);
    private readonly Ewma _slowest = new(TimeConstant);
    private readonly Ewma _drops = new(TimeConstant);
    private readonly Ewma _load = new(TimeConstant);
    private int _depth = 1;

    /// <summary>Frames received per second.</summary>
    public double ReceivedFps => _received.Value;

    /// <summary>Frames published per second.</summary>
    public double PublishedFps => _published.Value;

    /// <summary>Frames detected per second, which is what the machine's work goes into.</summary>
    public double DetectedFps => _detected.Value;

    /// <summary>Share of its time that the pipeline works; above 1 where slow frames are more than a mean.</summary>
    public double Busy => DetectedFps * _service.Value / _depth;

    /// <summary>Whether a smaller input would save a good part of the work.</summary>
    public bool IsInferenceBound => Inference >= InferenceDominates * _service.Value;

    private double Inference => _inference.Value > 0 ? Math.Min(_inference.Value, _service.Value) : _service.Value;

    /// <summary>Folds in a sample that has been through <see cref="SampleGuard"/>.</summary>
    public void Add(ControlSample sample)
    {
        _received.Add(sample.Time, sample.ReceivedFps);
        _published.Add(sample.Time, sample.PublishedFps);
        _detected.Add(sample.Time, sample.DetectedFps);
        _service.Add(sample.Time, sample.ServiceMean.TotalSeconds);
        _inference.Add(sample.Time, sample.InferenceMean.TotalSeconds);
        _slowest.Add(sample.Time, sample.ProcessingP95.TotalSeconds);
        _drops.Add(sample.Time, sample.DropShare);
        _load.Add(sample.Time, sample.ComputeLoad);
        _depth = sample.PipelineDepth;
    }

    /// <summary>Whether the target is missed and the machine is why: this stream's work, or other streams on the same lanes.</summary>
    public bool IsOverloaded(int targetFps)
    {
        if (DetectedFps >= options.SustainedShare * targetFps)
            return false;
        if (Busy >= options.BusyShare)
            return true;
        bool isHindered = _drops.Value >= options.DropLimit || _slowest.Value * targetFps >= 1;
        return isHindered && (Busy >= NearlyBusy * options.BusyShare || _load.Value >= LoadLimit);
    }

    /// <summary>Whether viewers get the target, by carried frames if need be.</summary>
    public bool IsRateSustained(int targetFps) => PublishedFps >= options.SustainedShare * targetFps;

    /// <summary>Whether the machine can be expected to keep up with a rate and an input area that many times the present ones.</summary>
    public bool HasRoom(int targetFps, double fpsRatio, double areaRatio)
    {
        double service = _service.Value + (Inference * (areaRatio - 1));
        return targetFps * fpsRatio * service / _depth <= options.RoomShare && _load.Value * fpsRatio * areaRatio <= LoadLimit;
    }

    /// <summary>Forgets everything measured at settings that no longer hold.</summary>
    public void Reset()
    {
        foreach (Ewma average in (ReadOnlySpan<Ewma>)[_received, _published, _detected, _service, _inference, _slowest, _drops, _load])
            average.Reset();
    }

    // Share of the inference lanes in use at which streams are in each other's way.
    private double LoadLimit => Math.Max(options.BusyShare, options.RoomShare) + 0.05;
}
