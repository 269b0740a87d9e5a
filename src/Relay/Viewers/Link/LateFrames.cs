using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers.Link;

/// <summary>
/// Sends a frame in a lower tier where it would come too late otherwise: from one ack to the next, while the controller, which sees means
/// of a second, still waits for its next step.
/// </summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
internal sealed class LateFrames
{
    /// <summary>A picture's mean wait for the screen, milliseconds: half a refresh of 60 Hz, and decoding.</summary>
    private const double ShowMs = 10;

    /// <summary>A lower tier, or the return to a better one, is to leave the rest of the objective free.</summary>
    private const double ComfortShare = 0.85;

    /// <summary>A tier that saves less does not help, milliseconds: it has to be made, too.</summary>
    private const double LeastSavingMs = 12;

    /// <summary>Share of what a slow frame has told that each ack leaves: half of it for seven.</summary>
    private const double Remembered = 0.9;

    /// <summary>Frames in a row that no tier has in time, after which this is no fade of the link: no picture is given up for what cannot be had.</summary>
    private const int Patience = 30;

    /// <summary>Weight of a new frame in the share of those that were lowered.</summary>
    private const double LoweredWeight = 0.05;

    private double _msPerByte;
    private int _lateInEveryTier;
    private bool _isLowered;
    private double _loweredShare;
    private PictureTier _loweredTier;

    /// <summary>The tier of most frames lately, where they could have had a best one.</summary>
    public PictureTier UsualTier(PictureTier best) => _loweredShare > 0.5 ? _loweredTier : best;

    /// <summary>Notes the tier in which a frame was sent, and the best that it could have had.</summary>
    public void OnSent(PictureTier tier, PictureTier best)
    {
        if (tier > best)
            _loweredTier = tier;
        _loweredShare += LoweredWeight * ((tier > best ? 1 : 0) - _loweredShare);
    }

    /// <summary>Takes a delivery over a link whose own round trip takes so many milliseconds.</summary>
    public void OnDelivered(in Delivery delivery, double roundTripMs) =>
        _msPerByte = Math.Max(Remembered * _msPerByte, MsPerByte(delivery, roundTripMs));

    /// <summary>The tier of a frame: the best in which it is in time; where it is in none, the lowest for a while.</summary>
    /// <param name="best">The best tier that it may have.</param>
    /// <param name="lowest">The lowest.</param>
    /// <param name="sizes">Bytes of a frame in each.</param>
    /// <param name="ageMs">Milliseconds since the frame's capture.</param>
    /// <param name="objectiveMs">Milliseconds that it may have at paint; infinity for any.</param>
    /// <param name="roundTripMs">The link's own round trip, milliseconds; infinity while it is not known.</param>
    /// <param name="underWay">The oldest frame that is not acked, and since when; null where there is none.</param>
    public PictureTier Choose(
        PictureTier best, PictureTier lowest, TierSizes sizes, double ageMs, double objectiveMs, double roundTripMs, Delivery? underWay)
    {
        double otherMs = ageMs + (roundTripMs / 2) + ShowMs;
        double mostMs = objectiveMs - otherMs, comfortableMs = (ComfortShare * objectiveMs) - otherMs;
        double msPerByte = underWay is { } waiting ? Math.Max(_msPerByte, MsPerByte(waiting, roundTripMs)) : _msPerByte;
        PictureTier chosen = best;
        if (msPerByte * sizes[best] > (_isLowered ? comfortableMs : mostMs))
        {
            while (chosen < lowest && msPerByte * sizes[chosen] > comfortableMs)
                chosen++;
        }
        _lateInEveryTier = chosen != best && msPerByte * sizes[chosen] > comfortableMs ? _lateInEveryTier + 1 : 0;
        if (comfortableMs <= 0 || _lateInEveryTier > Patience || msPerByte * (sizes[best] - sizes[chosen]) < LeastSavingMs)
            chosen = best;
        _isLowered = chosen != best;
        return chosen;
    }

    // What a frame needs beyond what an empty one would; before a round trip is known, nothing.
    private static double MsPerByte(in Delivery delivery, double roundTripMs) =>
        Math.Max(0, delivery.Delay.TotalMilliseconds - roundTripMs - ShowMs) / Math.Max(1, delivery.Bytes);
}
