namespace RealtimeDetect.Simulator.Traces;

/// <summary>A first-order autoregressive process around zero, a value for each tenth of a second.</summary>
/// <param name="random">Source of its innovations.</param>
/// <param name="deviation">Standard deviation of its values.</param>
/// <param name="memorySeconds">Time in which a value is forgotten to 1/e.</param>
internal sealed class Wander(Random random, double deviation, double memorySeconds)
{
    private readonly double _keep = Math.Exp(-LinkTrace.BinMs / 1000 / memorySeconds);
    private double _value = deviation * Normal(random);

    /// <summary>The next value.</summary>
    public double Next() => _value = (_keep * _value) + (deviation * Math.Sqrt(1 - (_keep * _keep)) * Normal(random));

    /// <summary>A value of the standard normal distribution, by Box and Muller.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
