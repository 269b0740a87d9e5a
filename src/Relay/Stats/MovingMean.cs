namespace RealtimeDetect.Relay.Stats;

/// <summary>Exponentially weighted mean of a stage's time; follows a change within about ten frames.</summary>
/// <remarks><b>Threading:</b> one writer, any readers.</remarks>
internal sealed class MovingMean
{
    /// <summary>Weight of the newest value.</summary>
    private const double NewestShare = 0.1;

    private double _value;

    /// <summary>The mean; 0 before the first value.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Adds a value.</summary>
    public void Add(double value) => Volatile.Write(ref _value, _value == 0 ? value : _value + (value - _value) * NewestShare);
}
