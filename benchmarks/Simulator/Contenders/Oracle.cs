using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>
/// Knows the trace: at each step it tries the whole grid of points on what is to come in the next second, and gives the lanes
/// to the streams so that the sum of the viewers' utilities is greatest.
/// </summary>
internal sealed class Oracle(Trace trace, OracleMargins margins) : IContender
{
    private const int PriceSearchSteps = 24;

    // Of the lanes' time; above every utility that a lane could give.
    private const double HighestPrice = 1000;

    private readonly OracleForecast _forecast = new(trace, margins);

    /// <inheritdoc/>
    public OperatingPoint Start(int stream) => Plan(0)[stream].Point;

    /// <inheritdoc/>
    public IReadOnlyList<StreamSetting> Decide(IReadOnlyList<ControlSample> samples) => Plan(samples[0].Time.TotalMilliseconds);

    // A price for lane time, found by bisection, at which the streams just fill the lanes.
    private StreamSetting[] Plan(double ms)
    {
        OracleOption[][] options = [.. Enumerable.Range(0, trace.Cameras.Count).Select(i => _forecast.Options(i, ms))];
        double budget = trace.Lanes * margins.LaneLoad;
        double low = 0, high = HighestPrice;
        if (Choose(options, 0).Sum(option => option.Compute) <= budget)
            high = 0;
        for (int i = 0; i < PriceSearchSteps && high > 0; i++)
        {
            double price = (low + high) / 2;
            (low, high) = Choose(options, price).Sum(option => option.Compute) <= budget ? (low, price) : (price, high);
        }

        return [.. Choose(options, high).Select((option, i) =>
            new StreamSetting(option.Point, _forecast.LoweredTiers(i, option.Point, ms), margins.LateFrameObjectiveMs))];
    }

    private static IEnumerable<OracleOption> Choose(OracleOption[][] options, double price) =>
        options.Select(stream => stream.MaxBy(option => option.Utility - (price * option.Compute)));
}
