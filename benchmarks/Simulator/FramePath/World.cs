using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.Contenders;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Runs one trace under one contender.</summary>
internal sealed class World
{
    // The server's step and the viewer page's reports, milliseconds.
    private const double StepMs = 500;
    private const double ReportMs = 250;

    private readonly EventLoop _loop = new();
    private readonly Trace _trace;
    private readonly IContender _contender;
    private readonly SimulatedMachine _machine;
    private readonly List<SimulatedStream> _streams = [];
    private readonly RunRecord _record = new();
    private long _viewerIds;

    private World(Trace trace, IContender contender)
    {
        _trace = trace;
        _contender = contender;
        _machine = new SimulatedMachine(_loop, trace);
        for (int i = 0; i < trace.Cameras.Count; i++)
            AddStream(i);
        _loop.At(0, Step);
    }

    /// <summary>Runs it and returns what came of it.</summary>
    public static RunRecord Run(Trace trace, IContender contender)
    {
        var world = new World(trace, contender);
        world._loop.RunUntil(trace.Seconds * 1000);
        return world._record;
    }

    private void AddStream(int index)
    {
        CameraTrace camera = _trace.Cameras[index];
        var stream = new SimulatedStream(_loop, _machine);
        OperatingPoint start = _contender.Start(index);
        stream.Camera = new SimulatedCamera(
            _loop, new SimulatedLink(_loop, camera.Uplink), stream, _trace.Lanes + 1, start, (_trace.Seed * 1009) + index);
        stream.Apply(start);
        _streams.Add(stream);
        foreach (ViewerTrace viewer in camera.Viewers)
            AddViewer(stream, viewer);
    }

    private void AddViewer(SimulatedStream stream, ViewerTrace trace)
    {
        long id = ++_viewerIds;
        double end = Math.Min(trace.ToSecond, _trace.Seconds);
        _record.Viewers.Add(new WatchedTime(id, trace.FromSecond, end));
        var viewer = new SimulatedViewer(_loop, trace, id, stream.Meter, _record.Painted.Add);
        _loop.At(trace.FromSecond * 1000, () =>
        {
            stream.Viewers.Add(viewer);
            viewer.Join();
            // Reports fall anywhere between two steps.
            _loop.At(_loop.NowMs + (ReportMs * new Random((int)id).NextDouble()), () => Report(stream, viewer, trace));
        });
        _loop.At(end * 1000, () =>
        {
            stream.Viewers.Remove(viewer);
            viewer.Leave();
        });
    }

    private void Report(SimulatedStream stream, SimulatedViewer viewer, ViewerTrace trace)
    {
        if (!stream.Viewers.Contains(viewer))
            return;
        if (_loop.NowMs >= (trace.FromSecond * 1000) + ReportMs)
        {
            ViewerSample report = viewer.Meter.Report();
            _loop.At(_loop.NowMs + trace.Downlink.DelayMs(_loop.NowMs), () => viewer.Meter.Reported = report);
        }

        _loop.At(_loop.NowMs + ReportMs, () => Report(stream, viewer, trace));
    }

    private void Step()
    {
        double load = Math.Clamp(_machine.TakeBusyMs() / (StepMs * _machine.Lanes), 0, 1);
        IReadOnlyList<StreamSetting> settings = _contender.Decide([.. _streams.Select(stream => Sample(stream, load))]);
        for (int i = 0; i < _streams.Count; i++)
        {
            if (settings[i].Point != _streams[i].Point)
                _streams[i].Apply(settings[i].Point);
            foreach (SimulatedViewer viewer in _streams[i].Viewers)
                viewer.Limit(settings[i].LoweredTiers?.GetValueOrDefault(viewer.Id) ?? PictureTier.Full, settings[i].ObjectiveMs);
        }

        _record.Points.Add((_loop.NowMs, [.. settings.Select(setting => setting.Point)]));
        _loop.At(_loop.NowMs + StepMs, Step);
    }

    private ControlSample Sample(SimulatedStream stream, double load) => stream.Meter.Take(
        [.. stream.Viewers.Select(viewer => viewer.Meter.Reported).OfType<ViewerSample>()], stream.Viewers.Count, load, _machine.Lanes);
}
