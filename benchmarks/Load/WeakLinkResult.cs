namespace RealtimeDetect.Load;

/// <summary>One viewer behind a narrow link beside others on a free one.</summary>
/// <param name="Link">The link.</param>
/// <param name="BoundMs">Age beyond which a frame is not painted.</param>
/// <param name="OthersFpsBefore">Frames a second at the other viewers without the weak one.</param>
/// <param name="OthersFpsDuring">The same with it.</param>
/// <param name="OthersAgeBefore">Age of their frames without the weak one.</param>
/// <param name="OthersAgeDuring">The same with it.</param>
/// <param name="WeakFps">Frames a second at the weak viewer, from its third second on.</param>
/// <param name="WeakAge">Age of those frames on arrival.</param>
/// <param name="WeakFresh">Share of them within the bound.</param>
/// <param name="WeakKb">Their mean size, kB.</param>
/// <param name="FreshAfterCutMs">After the link was cut and restored: until the first frame within the bound; -1 if none came.</param>
/// <param name="StaleAfterCut">Frames beyond the bound that arrived before that, which a page does not paint.</param>
internal sealed record WeakLinkResult(
    string Link, double BoundMs, double OthersFpsBefore, double OthersFpsDuring, Percentiles OthersAgeBefore, Percentiles OthersAgeDuring,
    double WeakFps, Percentiles WeakAge, double WeakFresh, double WeakKb, double FreshAfterCutMs, int StaleAfterCut);
