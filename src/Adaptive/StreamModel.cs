namespace RealtimeDetect.Adaptive;

/// <summary>Everything that is known of one stream's way from the camera to the screens; says what a point would come to.</summary>
internal sealed class StreamModel(ControllerOptions options)
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

    // The inverse of the share of the viewers whose links do not count.
    private const int WeakestPart = 4;

    // A viewer whose frames are late weighs more than what the others gain by it: with one of four late, the worth is less than half.
    private const double UnequalExponent = 2;

    // Steps after a change in which frames of the point before still arrive, and in which they still count in rates, means over 2 s.
    private const int UnsettledSteps = 1;
    private const int RateSteps = 5;

    // How long a silent viewer is remembered.
    private static readonly TimeSpan KeepViewer = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WaitMemory = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<long, ViewerModel> _viewers = [];
    private readonly List<ViewerModel> _present = [];
    private readonly List<ViewerForecast> _forecasts = [];
    private readonly Ewma _wait = new(WaitMemory);
    private readonly LinkModel _uplink = new();
    private readonly CostTable _costs = new();
    private readonly FrameSizes _sizes = new();
    private readonly CarryGauge _carry = new(options);
    private readonly CameraGauge _camera = new(options);
    private int _batch = 1;

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
        _carry.Add(sample, point.TargetFps, laneShare, settledSteps > RateSteps);
        if (sample.Uplink is { } uplink)
        {
            _uplink.Add(sample.Time, uplink);
            if (isSettled)
                _sizes.Add(sample.Time, uplink.FrameBytes, point.JpegQuality, point.MaxLongSidePx);
        }

        double linkLoad = _uplink.Load(sample.ReceivedFps, sample.Uplink?.FrameBytes ?? 0);
        _camera.Add(sample, point.TargetFps, laneShare, linkLoad, settledSteps > RateSteps);
        double inference = sample.InferenceMean.TotalSeconds;
        if (isSettled && sample.DetectedFps > 0)
            _costs.Add(point.InferenceSize, _batch, point.MaxLongSidePx, inference, Math.Max(0, sample.ServiceMean.TotalSeconds - inference));
        _wait.Add(sample.Time, sample.WaitMean.TotalMilliseconds);
        double publishMs = _carry.IsOn
            ? PublishMs(point.TargetFps, inferenceMs: 1000 * inference, sample.ServiceMean.TotalMilliseconds)
            : sample.ServiceMean.TotalMilliseconds;
        double toServerMs = (sample.Uplink is { DelayMs: >= 0 } known ? known.DelayMs : _uplink.BaseMs)
            + publishMs + sample.WaitMean.TotalMilliseconds;
        double bytes = _sizes.Bytes(point.JpegQuality, point.MaxLongSidePx);
        _present.Clear();
        foreach (ViewerSample viewer in sample.Viewers)
        {
            ViewerModel model = Viewer(viewer.ViewerId);
            if (!_present.Contains(model))
                _present.Add(model);
            model.Add(sample.Time, viewer, toServerMs, sample.Uplink?.FrameBytes ?? 0);
            if (isSettled)
                model.Compare(sample.Time, viewer.LatencyMs, _uplink.MeanMs(bytes) + publishMs + _wait.Value, bytes);
        }

        foreach (long gone in _viewers.Where(viewer => sample.Time - viewer.Value.LastSeen > KeepViewer).Select(viewer => viewer.Key).ToList())
            _viewers.Remove(gone);
    }

    /// <summary>Finds the least delay of each viewer: that of the smallest picture and network.</summary>
    public void FindLeast(OperatingPoint smallest)
    {
        double inference = _costs.Inference(smallest.InferenceSize, _batch);
        double serviceMs = 1000 * (inference + _costs.Codec(smallest.MaxLongSidePx));
        double bytes = _sizes.Bytes(smallest.JpegQuality, smallest.MaxLongSidePx) * LargeFrameShare;
        double upSpread = Square(_uplink.SpreadMs(bytes)) + Square(serviceMs * SlowFrameShare) + Square(_wait.Value * WaitSpread);
        foreach (ViewerModel viewer in _present)
            viewer.AddLeast(_uplink.LeastMs(bytes) + serviceMs + _wait.Value, upSpread, bytes);
    }

    /// <summary>What a frame costs at a size and a picture.</summary>
    public PlanCost Cost(int inferenceSize, int longSidePx) => new(
        inferenceSize, 1000 * _costs.Inference(inferenceSize, _batch), 1000 * _costs.Codec(longSidePx), _costs.IsMeasured(inferenceSize, _batch));

    /// <summary>What the points of one picture setting would meet on the links, until the next is asked for.</summary>
    public PictureForecast Picture(double quality, int side)
    {
        double bytes = _sizes.Bytes(quality, side);
        double large = bytes * LargeFrameShare;
        List<ViewerForecast> viewers = _forecasts;
        viewers.Clear();
        foreach (ViewerModel viewer in _present)
        {
            viewers.Add(new ViewerForecast(
                viewer.MeanMs(large), Square(viewer.SpreadMs(large)), viewer.Load(1, bytes), viewer.MaxFps, viewer.LeastMs));
        }

        if (viewers.Count == 0)
            viewers.Add(Nobody);
        viewers.Sort(static (a, b) => a.MeanMs.CompareTo(b.MeanMs));
        // One viewer of five is left out, two of nine, those behind the weakest links: they get a rate and a picture of their own.
        int weakest = (viewers.Count - 1) / WeakestPart;
        viewers.RemoveRange(viewers.Count - weakest, weakest);
        return new PictureForecast(bytes, _uplink.MeanMs(large), Square(_uplink.SpreadMs(large)), viewers);
    }

    /// <summary>What one point would come to.</summary>
    /// <param name="point">The point.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public Forecast At(OperatingPoint point, DelayGoal goal, double laneShare) => At(
        Picture(point.JpegQuality, point.MaxLongSidePx), point,
        StreamUtility.Of(point.InferenceSize, point.TargetFps, point.JpegQuality, point.MaxLongSidePx), goal, laneShare);

    /// <summary>What one point would come to, given what its picture meets.</summary>
    /// <param name="picture">What frames of its picture setting meet.</param>
    /// <param name="point">The point.</param>
    /// <param name="utility">Its utility if every frame is in time.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public Forecast At(in PictureForecast picture, OperatingPoint point, double utility, DelayGoal goal, double laneShare)
    {
        double inferenceMs = 1000 * _costs.Inference(point.InferenceSize, _batch);
        double codecMs = 1000 * _costs.Codec(point.MaxLongSidePx);
        double fps = Math.Min(point.TargetFps, _camera.MostFps);
        double lanes = fps * (inferenceMs + codecMs) / 1000;
        double mostLanes = laneShare * (goal.ComfortShare < 1 ? PlannedLaneShare : MostLaneShare);
        double detectedShare = lanes > mostLanes ? mostLanes / lanes : 1;
        bool isCarried = _carry.Carries(detectedShare, inferenceMs, codecMs);
        utility *= isCarried ? StreamUtility.Carried(detectedShare) * _carry.Trust : 1;
        double serviceMs = isCarried ? PublishMs(fps, inferenceMs, inferenceMs + codecMs) : inferenceMs + codecMs;
        double meanMs = picture.UpMeanMs + serviceMs + _wait.Value;
        double variance = picture.UpVariance + Square(serviceMs * SlowFrameShare) + Square(_wait.Value * WaitSpread);
        double mostLoad = MostLinkLoad * goal.ComfortShare;
        PlanLimit limit = _uplink.Load(fps, picture.Bytes) > mostLoad ? PlanLimit.Uplink
            : detectedShare < 1 && !isCarried ? PlanLimit.Machine : PlanLimit.None;
        (double worth, bool fits) = Worth(picture.Viewers, goal, meanMs, variance, fps, limit == PlanLimit.None ? mostLoad : double.NegativeInfinity);
        ViewerForecast middle = picture.Viewers[(picture.Viewers.Count - 1) / 2];
        if (limit == PlanLimit.None && worth < 1)
            limit = fits ? Widest(picture.UpMeanMs, serviceMs, middle.MeanMs) : PlanLimit.Downlink;
        return new Forecast(
            point, utility * worth, utility, meanMs + middle.MeanMs + Math.Sqrt(variance + middle.Variance), lanes, limit, fits);
    }

    // The mean worth of the delays, less where they are unequal; and whether all links carry the frames.
    private static (double Worth, bool Fits) Worth(
        List<ViewerForecast> viewers, in DelayGoal goal, double toServerMs, double variance, double fps, double mostLoad)
    {
        double sum = 0, greatest = 0;
        bool fits = true;
        foreach (ViewerForecast viewer in viewers)
        {
            bool isCarried = viewer.LoadPerFps * Math.Min(fps, viewer.MaxFps) <= mostLoad;
            double worth = goal.Worth(toServerMs + viewer.MeanMs + Math.Sqrt(variance + viewer.Variance), viewer.LeastMs, isCarried);
            sum += worth;
            greatest = Math.Max(greatest, worth);
            fits &= isCarried;
        }

        double mean = sum / viewers.Count;
        return (greatest > 0 ? mean * Math.Pow(mean / greatest, UnequalExponent) : 0, fits);
    }

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

    // Stands for viewers before the first of them has reported: a good link and a usual screen.
    private static readonly ViewerForecast Nobody = new(30, 225, 0, double.PositiveInfinity, 0);
}
