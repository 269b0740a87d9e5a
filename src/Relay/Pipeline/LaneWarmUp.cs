using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Runs every lane on made-up frames of every size, first one lane with all threads, then all lanes at a time.</summary>
/// <remarks><b>Threading:</b> each lane calls <see cref="Run"/> once on its own thread, and all return together.</remarks>
internal sealed class LaneWarmUp(
    LanePlan plan, ModelCatalog models, IReadOnlyList<int> sizes, FrameScheduler scheduler, LaneSchedule schedule, TimeProvider time) : IDisposable
{
    /// <summary>Frames of each size: the first plans memory, the next ones settle it.</summary>
    private const int FramesPerSize = 4;

    private static readonly PixelSize PictureSize = new(640, 360);

    private readonly byte[] _jpeg = WarmUpStream.MakePicture(PictureSize);
    private readonly Barrier _together = new(plan.Lanes);
    private TimeSpan _alone;

    /// <summary>Warms one lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="cancellationToken">Ends it: the server stops.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Run(FrameLane lane, int index, CancellationToken cancellationToken)
    {
        if (index == 0)
            RunAlone(lane, cancellationToken);
        _together.SignalAndWait(cancellationToken);
        TimeSpan together = Warm(lane, LaneMode.Throughput, cancellationToken);
        if (index == 0 && plan.DelayThreads > 0)
            schedule.SetGain(_alone / together);
        _together.SignalAndWait(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _together.Dispose();

    private void RunAlone(FrameLane lane, CancellationToken cancellationToken)
    {
        // The frames below are those of a small camera, which are hardly reduced.
        lane.WarmUpCodec(_jpeg);
        if (plan.DelayThreads > 0)
            _alone = Warm(lane, LaneMode.Delay, cancellationToken);
        foreach (DetectorPool pool in models.All)
        {
            var stream = new WarmUpStream(pool.Model.Name, scheduler, _jpeg, time);
            foreach (int size in sizes)
                pool.WarmUp(stream.Turn, Letterbox.Fit(PictureSize, size).Input);
        }
    }

    // The time of a frame of the main model at the starting size, when everything else has been warmed: the shortest of a few.
    private TimeSpan Warm(FrameLane lane, LaneMode mode, CancellationToken cancellationToken)
    {
        foreach (DetectorPool pool in models.All)
        {
            var stream = new WarmUpStream(pool.Model.Name, scheduler, _jpeg, time);
            foreach (int size in sizes)
                RunFrames(lane, stream, size, mode, cancellationToken);
        }
        var main = new WarmUpStream(models.Main.Model.Name, scheduler, _jpeg, time);
        return RunFrames(lane, main, sizes[0], mode, cancellationToken);
    }

    private TimeSpan RunFrames(FrameLane lane, WarmUpStream stream, int size, LaneMode mode, CancellationToken cancellationToken)
    {
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int i = 0; i < FramesPerSize; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FrameTurn turn = stream.Next(size, mode);
            long started = time.GetTimestamp();
            lane.Process(turn);
            TimeSpan elapsed = time.GetElapsedTime(started);
            shortest = elapsed < shortest ? elapsed : shortest;
        }
        return shortest;
    }
}
