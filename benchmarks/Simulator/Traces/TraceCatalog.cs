namespace RealtimeDetect.Simulator.Traces;

/// <summary>All traces, made from one seed.</summary>
internal sealed class TraceCatalog(int seed)
{
    private const int Seconds = 80;

    // Links that fade at random are followed for so long: in less a single fade decides.
    private const int FadingSeconds = 240;
    private const int StageSeconds = 20;
    private const double LanMbps = 100;
    private const double LanDelayMs = 2;

    private static LinkTrace Lan => LinkModels.Constant(LanMbps, LanDelayMs);

    private static ViewerTrace LanViewer => new(Lan);

    /// <summary>Every trace.</summary>
    public IReadOnlyList<Trace> All() => [.. Networks(), .. NetworkSteps(), .. Machines(), .. Audiences(), .. ManyCameras()];

    private IEnumerable<Trace> Networks()
    {
        yield return Single("lan", "Camera and viewer on a cable.", Lan, LanViewer) with { IsSteady = true };
        yield return Fading("wifi", "Camera and viewer on good Wi-Fi, 60 Mbit/s.", Wifi(1, 60), new(Wifi(2, 60))) with { IsSteady = true };
        yield return Fading("wifi-weak", "Camera on Wi-Fi at the end of the house, 14 Mbit/s.", Wifi(3, 14), LanViewer) with { IsSteady = true };
        yield return Fading("lte", "Camera on LTE, 20 Mbit/s up; viewer on a cable.", Lte(4, 20, 20), LanViewer);
        yield return Fading("lte-weak", "Camera on weak LTE, 8 Mbit/s up.", Lte(5, 8, 22), LanViewer);
        yield return Fading("lte-viewer", "The one viewer on LTE, 15 Mbit/s down.", Lan, new(Lte(6, 15, 22)));
    }

    private static IEnumerable<Trace> NetworkSteps()
    {
        Step[] downAndUp = [Down(1), Down(2), Up(3)];
        LinkTrace uplink = LinkModels.Stages(StageSeconds, 5, 50, 16, 8, 50);
        yield return Single("uplink-stages", "The camera's link falls from 50 to 16 to 8 Mbit/s and returns.", uplink, LanViewer) with { Steps = downAndUp };
        LinkTrace downlink = LinkModels.Stages(StageSeconds, 5, 50, 16, 8, 50);
        yield return Single("downlink-stages", "The same of the one viewer's link.", Lan, new(downlink)) with { Steps = downAndUp };
    }

    private static IEnumerable<Trace> Machines()
    {
        Step[] downAndUp = [Down(1), Down(2), Up(3)];
        yield return Single("machine-stages", "The machine is 3 and then 5 times slower for 20 s each.", Lan, LanViewer) with
        {
            Slowdown = second => (int)(second / StageSeconds) switch { 1 => 3, 2 => 5, _ => 1 },
            Steps = downAndUp,
        };
        yield return Single("machine-heats", "The machine slows to a quarter over a minute, as a hot GPU does, and recovers.", Lan, LanViewer) with
        {
            Slowdown = second => second < 60 ? 1 + (3 * second / 60) : Math.Max(1, 4 - (3 * (second - 60) / 10)),
        };
        yield return Single("machine-slow", "A machine of a third of the speed.", Lan, LanViewer) with { Speed = 1.0 / 3, IsSteady = true };
    }

    private IEnumerable<Trace> Audiences()
    {
        LinkTrace[] links = [Wifi(11, 40), Lan, Lte(12, 25, 18), Wifi(13, 30)];
        yield return Of("viewers-come-and-go", "Up to four viewers, each for a while; none at first and at the end.", new CameraTrace(Lan,
            [new(links[0], 15, 55), new(links[1], 25, 65), new(links[2], 35, 60), new(links[3], 20, 45)]));
        yield return Of("viewers-mixed", "Four viewers on cables, one behind 5 Mbit/s and 40 ms, one on a slow phone.", new CameraTrace(Lan,
            [LanViewer, LanViewer, LanViewer, LanViewer, new(LinkModels.Constant(5, 40)), LanViewer with { DecodeMs = 60 }]));
        yield return Of("viewers-mostly-slow", "One viewer on a cable, two behind 8 Mbit/s.", new CameraTrace(Lan,
            [LanViewer, new(LinkModels.Constant(8, 15)), new(LinkModels.Constant(8, 20))]));
    }

    private IEnumerable<Trace> ManyCameras()
    {
        yield return Several("cameras-4", "Four cameras on two cores: half as much again as they can do.", 4, lanes: 2, speed: 1, _ => 1) with { IsSteady = true };
        yield return Several("cameras-8-uneven", "Eight cameras on four cores, watched by none to seven viewers.", 8, lanes: 4, speed: 1, i => i);
        yield return Several("cameras-50", "Fifty cameras on eight lanes of three times the speed.", 50, lanes: 8, speed: 3, _ => 1) with { Seconds = 40 };
        yield return Several("cameras-12-slowed", "Twelve cameras on eight lanes that are 2.5 times slower for 20 s.", 12, lanes: 8, speed: 1.3, _ => 1) with
        {
            Seconds = 3 * StageSeconds,
            Slowdown = second => (int)(second / StageSeconds) == 1 ? 2.5 : 1,
            Steps = [Down(1), Up(2)],
        };
        yield return Fading("everything", "LTE camera, LTE viewer, and a machine that is 3 times slower for 20 s of each 80.", Lte(21, 18, 18), new(Lte(22, 30, 15))) with
        {
            Slowdown = second => (int)(second / StageSeconds) % 4 == 2 ? 3 : 1,
        };
    }

    private static Trace Single(string name, string story, LinkTrace uplink, ViewerTrace viewer) => Of(name, story, new CameraTrace(uplink, [viewer]));

    private static Trace Fading(string name, string story, LinkTrace uplink, ViewerTrace viewer) =>
        Single(name, story, uplink, viewer) with { Seconds = FadingSeconds };

    private static Trace Of(string name, string story, CameraTrace camera) => new() { Name = name, Story = story, Seconds = Seconds, Cameras = [camera] };

    private Trace Several(string name, string story, int cameras, int lanes, double speed, Func<int, int> viewers) => new()
    {
        Name = name,
        Story = story,
        Seconds = Seconds,
        Lanes = lanes,
        Speed = speed,
        Cameras = [.. Enumerable.Range(0, cameras).Select(i => new CameraTrace(
            Wifi(100 + i, 60), [.. Enumerable.Range(0, viewers(i)).Select(_ => LanViewer)]))],
    };

    private static Step Down(int stage) => new(stage * StageSeconds, (stage + 1) * StageSeconds, Up: false);

    private static Step Up(int stage) => new(stage * StageSeconds, (stage + 1) * StageSeconds, Up: true);

    private LinkTrace Wifi(int salt, double mbps) => LinkModels.Wifi((seed * 1000) + salt, FadingSeconds, mbps, 3);

    private LinkTrace Lte(int salt, double mbps, double delayMs) => LinkModels.Lte((seed * 1000) + salt, FadingSeconds, mbps, delayMs);
}
