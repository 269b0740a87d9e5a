using System.Buffers;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Uplink;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Uplink;

/// <summary>A camera's units: pairing by time, drops up to the next key frame, each unit settled once.</summary>
public sealed class UnitLineTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8];

    private readonly ManualTimeProvider _time = new();
    private readonly UplinkOptions _options = new() { QueueUnits = 3 };
    private readonly List<string> _settled = [];
    private readonly UnitLine _line;
    private int _keysAsked;

    public UnitLineTests() => _line = new UnitLine(_options, new UnitExits(
        (unit, outcome, reason, error) => _settled.Add($"{unit.Number} {outcome} {reason?.ToString() ?? error?.Code}"),
        (unit, _, _) => _settled.Add($"{unit.Number} published"), () => _keysAsked++), _time);

    [Fact]
    public void Publish_Frames_ArePairedByTime()
    {
        int run = _line.BeginRun();
        Add(10, isKey: true);
        Add(11);

        Assert.Equal([0L, 1], [Enter(), Enter()]);
        Assert.True(_line.TryPublish(run, 0, Jpeg, 2));
        Assert.True(_line.TryPublish(run, 1, Jpeg, 2));
        Assert.False(_line.TryPublish(run, 1, Jpeg, 2));

        Assert.Equal(["10 published", "11 published"], _settled);
        Assert.Equal(0, _keysAsked);
    }

    [Fact]
    public void Publish_AFrameWasLeftOut_ItsUnitFailsAndAKeyIsAskedFor()
    {
        int run = _line.BeginRun();
        Add(1, isKey: true);
        Add(2);
        Enter();
        Enter();

        _line.TryPublish(run, 1, Jpeg, 2);
        Add(3);

        Assert.Equal(["1 Failed not_decodable", "2 published", "3 Dropped KeyMissing"], _settled);
        Assert.Equal(1, _keysAsked);
    }

    [Fact]
    public void Publish_FromADecoderThatWasReplaced_IsNobodys()
    {
        int old = _line.BeginRun();
        Add(1, isKey: true);
        Enter();
        _line.EndRun(null);
        _line.BeginRun();
        Add(2, isKey: true);

        Assert.Equal(0, Enter());
        Assert.False(_line.TryPublish(old, 0, Jpeg, 2));

        Assert.Equal(["1 Dropped Replaced"], _settled);
    }

    [Fact]
    public void TryTake_TwoInside_WaitsForOne()
    {
        int run = _line.BeginRun();
        Add(1, isKey: true);
        Add(2);
        Add(3);
        Enter();
        Enter();

        Assert.Null(_line.TryTake());
        _line.TryPublish(run, 0, Jpeg, 2);
        Assert.Equal(2, Enter());
    }

    [Fact]
    public void Add_DeltasBeforeAnyKey_FailAndAKeyIsAskedForNowAndThen()
    {
        Add(1);
        Add(2);
        _time.Advance(_options.KeyRequestInterval);
        Add(3);
        Add(4, isKey: true);

        Assert.Equal(["1 Failed key_missing", "2 Failed key_missing", "3 Failed key_missing"], _settled);
        Assert.Equal(2, _keysAsked);
        Assert.NotNull(_line.TryTake());
    }

    [Fact]
    public void Add_QueueIsFull_DropsAllUpToTheNextKey()
    {
        Add(1, isKey: true);
        Add(2);
        Add(3);
        Add(4);
        Add(5);
        Add(6, isKey: true);

        Assert.Equal(["1 Dropped DecoderBehind", "2 Dropped DecoderBehind", "3 Dropped DecoderBehind", "4 Dropped KeyMissing", "5 Dropped KeyMissing"], _settled);
        Assert.Equal(1, _keysAsked);
        Assert.Equal(6, TakeNumber());
    }

    [Fact]
    public void Add_QueueIsFullAndAKeyComes_GoesOnWithIt()
    {
        Add(1, isKey: true);
        Add(2);
        Add(3);
        Add(4, isKey: true);

        Assert.Equal(0, _keysAsked);
        Assert.Equal(4, TakeNumber());
        Assert.Equal(3, _settled.Count);
    }

    [Fact]
    public void Add_OldestHasWaitedTooLong_DropsAllUpToTheNextKey()
    {
        Add(1, isKey: true);
        _time.Advance(_options.MaxWait + TimeSpan.FromMilliseconds(1));
        Add(2);

        Assert.Equal(["1 Dropped DecoderBehind", "2 Dropped KeyMissing"], _settled);
        Assert.Null(_line.TryTake());
    }

    [Fact]
    public void EndRun_DecoderDied_OnlyTheOldestInsideFails()
    {
        _line.BeginRun();
        Add(1, isKey: true);
        Add(2);
        Enter();
        Enter();
        Add(3);
        Add(4, isKey: true);
        Add(5);

        _line.EndRun(UnitErrors.NotDecoded);

        Assert.Equal(["1 Failed not_decodable", "2 Dropped KeyMissing", "3 Dropped KeyMissing"], _settled);
        Assert.Equal(0, _keysAsked);
        Assert.Equal(4, TakeNumber());
    }

    [Fact]
    public void EndRun_NoKeyWaits_OneIsAskedFor()
    {
        _line.BeginRun();
        Add(1, isKey: true);
        Enter();

        _line.EndRun(UnitErrors.NotDecoded);
        Add(2);

        Assert.Equal(["1 Failed not_decodable", "2 Dropped KeyMissing"], _settled);
        Assert.Equal(1, _keysAsked);
    }

    [Fact]
    public void Fail_BrokenUnit_ThoseBeforeItGoOnAndThoseAfterItDoNot()
    {
        Add(1, isKey: true);
        _line.Fail(new UnitTicket(2, 0, 0, 1), UnitErrors.NotDecoded);
        Add(3);

        Assert.Equal(["2 Failed not_decodable", "3 Dropped KeyMissing"], _settled);
        Assert.Equal(1, TakeNumber());
    }

    [Fact]
    public void Skip_TakenUnit_TakesThoseAfterItAlong()
    {
        Add(1, isKey: true);
        Add(2);
        using CameraUnit taken = _line.TryTake()!;

        _line.Skip(taken.Ticket, UnitErrors.ChangedWithoutKey);

        Assert.Equal(["1 Failed key_missing", "2 Dropped KeyMissing"], _settled);
        Assert.Equal(1, _keysAsked);
    }

    [Fact]
    public void Clear_JpegCame_SettlesWhatIsOnItsWayWhereverItIs()
    {
        int run = _line.BeginRun();
        Add(1, isKey: true);
        Enter();
        Add(2);
        using CameraUnit taken = _line.TryTake()!;
        Add(3);

        _line.Clear(4, DropReason.Replaced);

        Assert.False(_line.TryPublish(run, 0, Jpeg, 2));
        Assert.False(_line.TryEnter(taken, out _));
        Assert.Equal(["1 Dropped Replaced", "3 Dropped Replaced", "2 Dropped Replaced"], _settled);
        Assert.Equal(0, _keysAsked);
    }

    [Fact]
    public void Refuse_EachThatComes_IsAnsweredWithWhy()
    {
        Add(1, isKey: true);
        Add(2);
        using CameraUnit taken = _line.TryTake()!;

        _line.Refuse(taken.Ticket, UnitErrors.Unavailable("because."));
        Add(3, isKey: true);

        Assert.Equal(["1 Failed h264_unavailable", "2 Dropped KeyMissing", "3 Failed h264_unavailable"], _settled);
    }

    [Fact]
    public void OwedFor_SlowStart_CountsForTheSecondUnitFromTheFirstOnesFrame()
    {
        int run = _line.BeginRun();
        Add(1, isKey: true);
        Assert.Equal(TimeSpan.Zero, _line.OwedFor);
        Enter();
        Add(2);
        Enter();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _line.OwedFor.TotalSeconds, 3);

        _line.TryPublish(run, 0, Jpeg, 2);
        Assert.Equal(0, _line.OwedFor.TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _line.OwedFor.TotalSeconds, 3);
    }

    private void Add(long number, bool isKey = false) => _line.Add(new CameraUnit(
        new UnitTicket(number, 0, _time.GetTimestamp(), 1), new AccessUnit(isKey, null), ArrayPool<byte>.Shared.Rent(1)));

    private long TakeNumber()
    {
        using CameraUnit unit = _line.TryTake()!;
        return unit.Ticket.Number;
    }

    private long Enter()
    {
        using CameraUnit unit = _line.TryTake()!;
        Assert.True(_line.TryEnter(unit, out long timeMs));
        return timeMs;
    }
}
