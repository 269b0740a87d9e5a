namespace RealtimeDetect.Tracking;

/// <summary>How carried boxes agree with those of a full detection of the same frames.</summary>
/// <param name="MeanIou">Mean IoU of the matched pairs.</param>
/// <param name="MeanIouMissedAsZero">The same over all boxes of the reference, those without a carried one as 0.</param>
/// <param name="Recall">Share of the reference's boxes with a carried one at IoU 0.5 or more.</param>
/// <param name="Precision">Share of the carried boxes with one of the reference at IoU 0.5 or more.</param>
internal sealed record CarriedBoxes(double MeanIou, double MeanIouMissedAsZero, double Recall, double Precision);
