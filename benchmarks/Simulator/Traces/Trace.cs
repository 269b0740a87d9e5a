namespace RealtimeDetect.Simulator.Traces;

/// <summary>One scenario: everything that happens to the product, whatever it decides.</summary>
internal sealed record Trace
{
    /// <summary>Short name, also of its plot.</summary>
    public required string Name { get; init; }

    /// <summary>What happens in it, in one sentence.</summary>
    public required string Story { get; init; }

    /// <summary>Length in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>The cameras and their viewers.</summary>
    public required IReadOnlyList<CameraTrace> Cameras { get; init; }

    /// <summary>Frames that the machine works on at the same time.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>How many times faster one lane is than the one core of <see cref="FramePath.MeasuredCosts"/>.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How many times slower the machine is than usual at a second; 1 throughout by default.</summary>
    public Func<double, double> Slowdown { get; init; } = _ => 1;

    /// <summary>The moments at which conditions change at once.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>Whether conditions stay as they are but for jitter, so that the operating point has no reason to move.</summary>
    public bool IsSteady { get; init; }

    /// <summary>Seed of frame sizes, capture phases and compute jitter.</summary>
    public int Seed { get; init; } = 1;
}
