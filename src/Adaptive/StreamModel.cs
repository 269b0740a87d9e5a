namespace RealtimeDetect.Adaptive;

/// <summary>Everything that is known of one stream's way from the camera to the screens; says what a point would come to.</summary>
internal sealed class StreamModel(ControllerOptions options, TierPictures tiers)
{
    // Load of a link above which frames wait for one another; only the comfortable share of it is planned for.
    private const double MostLinkLoad = 0.92;

    // How much of its lanes a point may take, and how much more it may come to take before it has to be left.
    private const double PlannedLaneShare = 0.96;
    private const double MostLaneShare = 1.06;

    // Slow frames of a step take so much more than its mean; a frame's size strays by a tenth and its scene by more.
    private const double SlowFrameShare = 0.2;
    private const double LargeFrameShare = 1.15;

    // A wait is as often three times as long as it is nothing.
    private const double WaitSpread = 2;

    // Viewers that report nothing are not forgotten, but do not outvote those that do.
    private const int MostSilent = 4;

    // Steps after a change in which frames of the point before still arrive, and in which they still count in rates, means over 2 s.
    private const int UnsettledSteps = 1;
    private const int RateSteps = 5;

    // How long a silent viewer is remembered.
    private static readonly TimeSpan KeepViewer = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WaitMemory = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<long, ViewerModel> _viewers = [];
    private readonly List<ViewerModel> _present = [];
    private readonly List<ViewerForecast> _forecasts = [];
    private readonly TierFrame[] _frames = new TierFrame[(int)PictureTier.Small + 1];
    private readonly Ewma _wait = new(WaitMemory);
    private readonly LinkModel _uplink = new();
    private readonly CostTable _costs = new();
    private readonly FrameSizes _sizes = new();
    private readonly CarryGauge _carry = new(options);
    private readonly CameraGauge _camera = new(options);
    private double _uplinkBytes;
    private int _batch = 1;
    private int _viewerCount;

    /// <summary>The camera's link.</summary>
    public LinkModel Uplink => _uplink;

    /// <summary>The machine's costs.</summary>
    public CostTable Costs => _costs;

    /// <summary>The delay objective, a longer one for a slow camera; milliseconds.</summary>
    public double ObjectiveMs => _camera.ObjectiveMs(options.DelayObjectiveMs);

    /// <summary>Folds in a sample of frames taken at a point.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="point">The point.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    /// <param name="settledSteps">Steps since the point was taken: at the first, frames of the one before are among the sample's.</param>
    public void Add(ControlSample sample, OperatingPoint point, double laneShare, int settledSteps)
    {
        bool isSettled = settledSteps > UnsettledSteps;
        _batch = Math.Max(1, sample.Batch);
        _viewerCount = sample.ViewerCount;
        _carry.Add(sample, point.TargetFps, laneShare, settledSteps > RateSteps);
        if (sample.Uplink is { } uplink)
        {
            _uplink.Add(sample.Time, uplink);
            if (isSettled)
                _sizes.Add(sample.Time, uplink.FrameBytes, point.JpegQuality, point.MaxLongSidePx);
        }

        // A frame may take longer than a step.
        _uplinkBytes = sample.Uplink?.FrameBytes ?? _uplinkBytes;
        double linkLoad = _uplink.Load(sample.ReceivedFps, _uplinkBytes);
        _camera.Add(sample, point.TargetFps, laneShare, linkLoad, settledSteps > RateSteps);
        double inference = sample.InferenceMean.TotalSeconds;
        if (isSettled && sample.DetectedFps > 0)
            _costs.Add(sample.Time, point.InferenceSize, _batch, point.MaxLongSidePx, inference, Math.Max(0, sample.ServiceMean.TotalSeconds - inference));
        _wait.Add(sample.Time, sample.WaitMean.TotalMilliseconds);
        double publishMs = _carry.IsOn
            ? PublishMs(point.TargetFps, inferenceMs: 1000 * inference, sample.ServiceMean.TotalMilliseconds)
            : sample.ServiceMean.TotalMilliseconds;
        double toServerMs = (sample.Uplink is { DelayMs: >= 0 } known ? known.DelayMs : _uplink.BaseMs)
            + publishMs + sample.WaitMean.TotalMilliseconds;
        SetFrames(point.JpegQuality, point.MaxLongSidePx);
        double bytes = _frames[0].Bytes;
        // As large as those of the camera just were.
        double sizeNow = sample.Uplink is { FrameBytes: > 0 } measured ? measured.FrameBytes / bytes : 1;
        _present.Clear();
        foreach (ViewerSample viewer in sample.Viewers)
        {
            ViewerModel model = Viewer(viewer.ViewerId);
            if (!_present.Contains(model))
                _present.Add(model);
            TierFrame frame = _frames[(int)viewer.Tier];
            model.Add(sample.Time, viewer, toServerMs, isSettled ? frame with { Bytes = frame.Bytes * sizeNow } : null);
            if (isSettled)
                model.Compare(sample.Time, viewer.LatencyMs, _uplink.MeanMs(bytes) + publishMs + _wait.Value, frame);
        }

        foreach (long gone in _viewers.Where(viewer => sample.Time - viewer.Value.LastSeen > KeepViewer).Select(viewer => viewer.Key).ToList())
            _viewers.Remove(gone);
    }

    /// <summary>Finds the least delay of each viewer: that of the smallest picture and network.</summary>
    public void FindLeast(OperatingPoint smallest)
    {
        double inference = _costs.Inference(smallest.InferenceSize, _batch);
        double serviceMs = 1000 * (inference + _costs.Codec(smallest.MaxLongSidePx));
        SetFrames(smallest.JpegQuality, smallest.MaxLongSidePx);
        double bytes = _frames[0].Bytes * LargeFrameShare;
        double upSpread = Square(_uplink.SpreadMs(bytes)) + Square(serviceMs * SlowFrameShare) + Square(_wait.Value * WaitSpread);
        foreach (ViewerModel viewer in _present)
            viewer.AddLeast(_uplink.LeastMs(bytes) + serviceMs + _wait.Value, upSpread, _frames[0] with { Bytes = bytes });
    }

    /// <summary>What a frame costs at a size and a picture.</summary>
    public PlanCost Cost(int inferenceSize, int longSidePx) => new(
        inferenceSize, 1000 * _costs.Inference(inferenceSize, _batch), 1000 * _costs.Codec(longSidePx), _costs.IsMeasured(inferenceSize, _batch));

    /// <summary>What the points of one picture setting would meet on the links, until the next is asked for.</summary>
    public PictureForecast Picture(double quality, int side)
    {
        SetFrames(quality, side);
        double bytes = _frames[0].Bytes, large = bytes * LargeFrameShare;
        List<ViewerForecast> viewers = _forecasts;
        viewers.Clear();
        foreach (ViewerModel viewer in _present)
            viewers.Add(viewer.Forecast(_frames, LargeFrameShare, IsAlone));
        for (int silent = Math.Min(_viewerCount - _present.Count, MostSilent); silent > 0 || viewers.Count == 0; silent--)
            viewers.Add(Silent);
        viewers.Sort(static (a, b) => a.Full.MeanMs.CompareTo(b.Full.MeanMs));
        return new PictureForecast(bytes, _uplink.MeanMs(large), Square(_uplink.SpreadMs(large)), viewers);
    }

    /// <summary>What the present point comes to.</summary>
    /// <param name="point">The point.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public Forecast Now(OperatingPoint point, DelayGoal goal, double laneShare)
    {
        PictureForecast picture = Picture(point.JpegQuality, point.MaxLongSidePx);
        return Of(
            picture, Server(picture, point, goal, laneShare, isPresent: true), point,
            StreamUtility.Of(point.InferenceSize, point.TargetFps, point.JpegQuality, point.MaxLongSidePx), goal);
    }

    /// <summary>What another point would come to, given what its picture meets.</summary>
    /// <param name="picture">What frames of its picture setting meet.</param>
    /// <param name="point">The point.</param>
    /// <param name="utility">Its utility if every frame is in time.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public Forecast At(in PictureForecast picture, OperatingPoint point, double utility, DelayGoal goal, double laneShare) =>
        Of(picture, Server(picture, point, goal, laneShare, isPresent: false), point, utility, goal);

    /// <summary>Chooses each viewer's tier at a point, and says which viewers are to get less than the published picture; null where none is.</summary>
    /// <param name="time">When.</param>
    /// <param name="elapsed">Time since the last choice.</param>
    /// <param name="point">The point.</param>
    /// <param name="goals">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public IReadOnlyDictionary<long, PictureTier>? ChooseTiers(
        TimeSpan time, TimeSpan elapsed, OperatingPoint point, in PlanGoals goals, double laneShare)
    {
        PictureForecast picture = Picture(point.JpegQuality, point.MaxLongSidePx);
        ServerForecast server = Server(picture, point, goals.Kept, laneShare, isPresent: true);
        Dictionary<long, PictureTier>? lowered = null;
        foreach ((long id, ViewerModel viewer) in _viewers)
        {
            // Frames that the server itself has late are late in every tier.
            if (server.Fits)
                viewer.ChooseTier(time, elapsed, viewer.Forecast(_frames, LargeFrameShare, IsAlone), server, goals, MostLinkLoad);
            if (id != 0 && viewer.Tier != PictureTier.Full)
                (lowered ??= [])[id] = viewer.Tier;
        }

        return lowered;
    }

    // Each viewer in the tier that suits it.
    private static Forecast Of(in PictureForecast picture, in ServerForecast server, OperatingPoint point, double utility, DelayGoal goal)
    {
        utility *= server.CarriedWorth;
        double mostLoad = MostLinkLoad * goal.ComfortShare;
        double worth = 0, inTime = 0;
        TierWorth middle = default;
        bool areCarried = true;
        for (int i = 0; i < picture.Viewers.Count; i++)
        {
            TierWorth viewer = picture.Viewers[i].Best(server, goal, mostLoad);
            worth += viewer.Value;
            inTime += viewer.InTime;
            areCarried &= viewer.IsCarried;
            if (i == (picture.Viewers.Count - 1) / 2)
                middle = viewer;
        }

        (worth, inTime) = (worth / picture.Viewers.Count, inTime / picture.Viewers.Count);
        PlanLimit limit = server.Limit;
        if (server.Fits && worth < 1)
            limit = areCarried ? Widest(picture.UpMeanMs, server.ServiceMs, middle.DelayMs - server.MeanMs) : PlanLimit.Downlink;
        return new Forecast(point, utility * worth, utility, inTime, middle.DelayMs, server.Lanes, limit, server.Fits && areCarried);
    }

    private ServerForecast Server(in PictureForecast picture, OperatingPoint point, DelayGoal goal, double laneShare, bool isPresent)
    {
        double inferenceMs = 1000 * _costs.Inference(point.InferenceSize, _batch);
        double codecMs = 1000 * _costs.Codec(point.MaxLongSidePx);
        double fps = Math.Min(point.TargetFps, _camera.MostFps);
        double lanes = fps * (inferenceMs + codecMs) / 1000;
        double mostLanes = laneShare * (goal.ComfortShare < 1 ? PlannedLaneShare : MostLaneShare);
        double detectedShare = lanes > mostLanes ? mostLanes / lanes : 1;
        bool isCarried = _carry.Carries(detectedShare, inferenceMs, codecMs, isPresent);
        double serviceMs = isCarried ? PublishMs(fps, inferenceMs, inferenceMs + codecMs) : inferenceMs + codecMs;
        return new ServerForecast(
            picture.UpMeanMs + serviceMs + _wait.Value,
            picture.UpVariance + Square(serviceMs * SlowFrameShare) + Square(_wait.Value * WaitSpread), serviceMs, fps, lanes,
            isCarried ? StreamUtility.Carried(detectedShare) * _carry.Trust : 1,
            _uplink.Load(fps, picture.Bytes) > MostLinkLoad * goal.ComfortShare ? PlanLimit.Uplink
                : detectedShare < 1 && !isCarried ? PlanLimit.Machine : PlanLimit.None);
    }

    // What a frame of a picture setting is in each tier.
    private void SetFrames(double quality, int side)
    {
        double picture = StreamUtility.Picture(quality, side), reduceMs = 1000 * _costs.Codec(side);
        for (PictureTier tier = PictureTier.Full; tier <= PictureTier.Small; tier++)
        {
            (double tierQuality, int tierSide) = tiers.Of(tier, quality, side);
            bool isLess = tierQuality < quality || tierSide < side;
            _frames[(int)tier] = new TierFrame(
                _sizes.Bytes(tierQuality, tierSide), tierSide, StreamUtility.Picture(tierQuality, tierSide) / picture, isLess ? reduceMs : 0);
        }
    }

    // Whether one viewer watches, so that the point is there for it alone.
    private bool IsAlone => Math.Max(_viewerCount, _present.Count) == 1;

    private ViewerModel Viewer(long id)
    {
        if (!_viewers.TryGetValue(id, out ViewerModel? viewer))
            _viewers.Add(id, viewer = new ViewerModel());
        return viewer;
    }

    // Frames are published ahead of their detection where the next one comes before its end.
    private static double PublishMs(double fps, double inferenceMs, double serviceMs) =>
        fps * serviceMs > 1000 ? serviceMs - inferenceMs : serviceMs;

    private static PlanLimit Widest(double upMs, double serviceMs, double downMs) =>
        serviceMs > upMs && serviceMs > downMs ? PlanLimit.Machine : upMs > downMs ? PlanLimit.Uplink : PlanLimit.Downlink;

    private static double Square(double value) => value * value;

    // Stands for viewers that report nothing, or have not yet: a good link and a usual screen.
    private static readonly ViewerForecast Silent =
        new(new TierForecast(30, 225, 0, 1), default, default, PictureTier.Full, true, double.PositiveInfinity, 0);
}
