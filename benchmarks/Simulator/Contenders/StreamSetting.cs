using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>What a contender sets of a stream.</summary>
/// <param name="Point">The operating point.</param>
/// <param name="LoweredTiers">The viewers, by id, that are to get less than the published picture; null for none.</param>
/// <param name="ObjectiveMs">The delay objective that single frames are to keep as well, milliseconds; infinity for none.</param>
internal readonly record struct StreamSetting(
    OperatingPoint Point, IReadOnlyDictionary<long, PictureTier>? LoweredTiers = null, double ObjectiveMs = double.PositiveInfinity);
