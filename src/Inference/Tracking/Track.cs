using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Tracking;

/// <summary>One object: which it is, and where it is taken to be.</summary>
/// <remarks><b>Threading:</b> its tracker's.</remarks>
internal struct Track
{
    private AxisFilter _centreX;
    private AxisFilter _centreY;
    private AxisFilter _width;
    private AxisFilter _height;

    /// <summary>Starts a track at an object's first detection.</summary>
    public Track(long id, in Detection detection, in Box box, double timeMs, TrackerOptions options)
    {
        Id = id;
        ClassId = detection.ClassId;
        Confidence = detection.Confidence;
        DetectedMs = timeMs;
        IsDetected = true;
        _centreX = new AxisFilter(box.CentreX, options.CentreNoise * box.Width, options.CentreSpeed * box.Width);
        _centreY = new AxisFilter(box.CentreY, options.CentreNoise * box.Height, options.CentreSpeed * box.Height);
        _width = new AxisFilter(box.Width, options.SideNoise * box.Width, options.SideSpeed * box.Width);
        _height = new AxisFilter(box.Height, options.SideNoise * box.Height, options.SideSpeed * box.Height);
    }

    /// <summary>Which object it is.</summary>
    public long Id { get; }

    /// <summary>Its class.</summary>
    public int ClassId { get; }

    /// <summary>Confidence of its newest detection.</summary>
    public float Confidence { get; private set; }

    /// <summary>When it was last detected, milliseconds.</summary>
    public double DetectedMs { get; private set; }

    /// <summary>Whether the newest run of the detector found it.</summary>
    public bool IsDetected { get; private set; }

    /// <summary>Whether the run before that found it.</summary>
    public bool WasDetected { get; private set; }

    /// <summary>Where it is taken to be at the last <see cref="Advance"/>.</summary>
    public readonly Box Position => new(
        _centreX.Position, _centreY.Position, Math.Max(0, _width.Position), Math.Max(0, _height.Position));

    /// <summary>Its newest detection, moved on by some seconds.</summary>
    public readonly Box Carry(double seconds) => new(
        _centreX.Carry(seconds), _centreY.Carry(seconds), Math.Max(0, _width.Carry(seconds)), Math.Max(0, _height.Carry(seconds)));

    /// <summary>Lets time pass up to a new run of the detector, which has not found it yet.</summary>
    public void Advance(double seconds, TrackerOptions options)
    {
        Box now = Position;
        _centreX.Advance(seconds, options.CentreAcceleration * now.Width);
        _centreY.Advance(seconds, options.CentreAcceleration * now.Height);
        _width.Advance(seconds, options.SideAcceleration * now.Width);
        _height.Advance(seconds, options.SideAcceleration * now.Height);
        WasDetected = IsDetected;
        IsDetected = false;
    }

    /// <summary>Takes in a detection of it.</summary>
    public void Correct(in Detection detection, in Box box, double timeMs, TrackerOptions options)
    {
        _centreX.Correct(box.CentreX, options.CentreNoise * box.Width);
        _centreY.Correct(box.CentreY, options.CentreNoise * box.Height);
        _width.Correct(box.Width, options.SideNoise * box.Width);
        _height.Correct(box.Height, options.SideNoise * box.Height);
        Confidence = detection.Confidence;
        DetectedMs = timeMs;
        IsDetected = true;
    }
}
