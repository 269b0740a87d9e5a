namespace RealtimeDetect.Load;

/// <summary>One viewer behind a narrow link beside others on a free one.</summary>
/// <param name="Link">The link.</param>
/// <param name="BoundMs">Age beyond which a frame is not painted.</param>
/// <param name="Rounds">So often the weak one was away and there.</param>
/// <param name="OthersFpsAlone">Frames a second at the other viewers without the weak one.</param>
/// <param name="OthersFpsBeside">The same with it.</param>
/// <param name="OthersAgeAlone">Age of their frames without the weak one.</param>
/// <param name="OthersAgeBeside">The same with it.</param>
/// <param name="WeakFps">Frames a second at the weak viewer, from its third second on each time.</param>
/// <param name="WeakAge">Age of those frames on arrival.</param>
/// <param name="WeakFresh">Share of them within the bound.</param>
/// <param name="WeakKb">Their mean size, kB.</param>
/// <param name="FreshAfterCutMs">After the link was cut and restored: until the first frame within the bound; -1 if none came.</param>
/// <param name="StaleAfterCut">Frames beyond the bound that arrived before that, which a page does not paint.</param>
internal sealed record WeakLinkResult(
    string Link, double BoundMs, int Rounds, double OthersFpsAlone, double OthersFpsBeside, Percentiles OthersAgeAlone, Percentiles OthersAgeBeside,
    double WeakFps, Percentiles WeakAge, double WeakFresh, double WeakKb, double FreshAfterCutMs, int StaleAfterCut);
