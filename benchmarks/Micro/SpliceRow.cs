namespace RealtimeDetect.Micro;

/// <summary>One picture through every codec: processor times of the thread in milliseconds, each the median of all rounds.</summary>
/// <param name="Size">Of the picture.</param>
/// <param name="InputPx">Longer side of the network input.</param>
/// <param name="Picture">Which one.</param>
/// <param name="Kilobytes">Its file.</param>
/// <param name="SpliceMs">The splice codec's whole frame: input, six boxes, JPEG.</param>
/// <param name="PlanesMs">The same by libjpeg-turbo on planes.</param>
/// <param name="RgbMs">The same by libjpeg-turbo on RGB.</param>
/// <param name="BareMs">libjpeg-turbo's RGB decode and encode, with neither input nor boxes.</param>
/// <param name="ToPlanes">Median of the rounds' quotients: planes to splice.</param>
/// <param name="ToRgb">RGB to splice.</param>
/// <param name="ToBare">The bare decode and encode to splice with everything.</param>
/// <param name="ToBareLow">Lower quartile of those quotients.</param>
/// <param name="ToBareHigh">Their upper quartile.</param>
/// <param name="ToBareFastest">The fastest round of each instead, in which other programs on the machine disturb least.</param>
internal sealed record SpliceRow(
    string Size, int InputPx, string Picture, int Kilobytes, double SpliceMs, double PlanesMs, double RgbMs, double BareMs,
    double ToPlanes, double ToRgb, double ToBare, double ToBareLow, double ToBareHigh, double ToBareFastest);
