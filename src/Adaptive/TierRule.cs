namespace RealtimeDetect.Adaptive;

/// <summary>The best tier that one viewer is sent, so that its frames are in time: lower at once where they are late, higher where that lasts.</summary>
internal sealed class TierRule
{
    // Where the server lowers late frames by itself a lower tier is for what lasts, not for a burst, and to try a better one costs little.
    private static readonly TimeSpan RescuedTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RescuedEarningTime = TimeSpan.FromSeconds(6);

    private readonly SwitchRule _rule = new();
    private TimeSpan? _lateSince;

    /// <summary>The tier.</summary>
    public PictureTier Tier { get; private set; }

    /// <summary>Chooses again.</summary>
    /// <param name="time">When.</param>
    /// <param name="frames">Frames that the viewer has painted since the last choice.</param>
    /// <param name="best">The tier of most worth among those that leave room.</param>
    /// <param name="present">What the tier is worth where no room need be left.</param>
    /// <param name="lateness">How it keeps the objective.</param>
    /// <param name="lowersLateFrames">Whether single frames that would be late are lowered anyway.</param>
    public void Choose(TimeSpan time, double frames, in TierWorth best, in TierWorth present, Lateness lateness, bool lowersLateFrames)
    {
        _rule.EarningTime = lowersLateFrames ? RescuedEarningTime : SwitchRule.UsualEarningTime;
        _lateSince = lateness == Lateness.None ? null : _lateSince ?? time;
        if (lowersLateFrames && time - _lateSince < RescuedTime)
            lateness = Lateness.None;
        // Frames that are late go in a lower tier or stay; a better picture is for those that are in time.
        bool isFall = best.Tier > Tier;
        bool isUseful = best.Tier != Tier && best.Value > present.Value && isFall == (lateness != Lateness.None);
        if (!_rule.IsDue(time, frames, present.Value, isUseful ? best.Value : present.Value, isUseful ? lateness : Lateness.None) || !isUseful)
            return;
        _rule.Changed(time, isRise: !isFall);
        Tier = best.Tier;
    }
}
