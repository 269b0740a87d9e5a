using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Control;

public sealed class ControlHistoryTests
{
    private const int Kept = 64;

    private static readonly OperatingPoint Start = new(640, 0.25f, 30, 0.8, 1280);

    private readonly ManualTimeProvider _time = new();
    private readonly ControlHistory _history;

    public ControlHistoryTests() => _history = new ControlHistory(new ControlDecision(Start, "starting point", false), _time);

    [Fact]
    public void Read_NothingChanged_IsTheStart()
    {
        _history.Add(new ControlDecision(Start, "holding", Changed: false));

        ControlChange only = Assert.Single(_history.Read());
        Assert.Equal("starting point", only.Cause);
    }

    [Fact]
    public void Add_Change_IsKeptWithItsTime()
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        _history.Add(new ControlDecision(Start with { TargetFps = 15 }, "machine", Changed: true));

        ControlChange change = _history.Read()[^1];
        Assert.Equal(new ControlChange(ManualTimeProvider.Start + TimeSpan.FromSeconds(3), Start with { TargetFps = 15 }, "machine"), change);
    }

    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheOldest()
    {
        for (int i = 0; i < Kept + 3; i++)
            _history.Add(new ControlDecision(Start, $"{i}", Changed: true));

        IReadOnlyList<ControlChange> changes = _history.Read();
        Assert.Equal(Kept, changes.Count);
        Assert.Equal("3", changes[0].Cause);
        Assert.Equal($"{Kept + 2}", changes[^1].Cause);
    }
}
