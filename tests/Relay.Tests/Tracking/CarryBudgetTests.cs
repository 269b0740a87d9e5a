using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

public sealed class CarryBudgetTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void HasRoom_MoreWorkThanTheShare_LetsTheShareThrough()
    {
        var budget = new CarryBudget(0.5, _time);
        int carried = 0;
        for (int i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            if (!budget.HasRoom)
                continue;
            budget.Spend(TimeSpan.FromMilliseconds(20));
            carried++;
        }

        // Half of 10 s in pieces of 20 ms, and what was saved up before.
        Assert.InRange(carried, 250, 256);
    }

    [Fact]
    public void HasRoom_LongIdle_SavesNoMoreThanATenthOfASecond()
    {
        var budget = new CarryBudget(1, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        int carried = 0;
        for (; budget.HasRoom; carried++)
            budget.Spend(TimeSpan.FromMilliseconds(30));

        Assert.Equal(4, carried);
    }

    [Fact]
    public void HasRoom_NoLimit_Always()
    {
        var budget = new CarryBudget(share: null, _time);
        for (int i = 0; i < 100; i++)
        {
            Assert.True(budget.HasRoom);
            budget.Spend(TimeSpan.FromMilliseconds(90));
        }
    }
}
