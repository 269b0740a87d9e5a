using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Tracking;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="TrackingOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class TrackingOptionsValidator : IValidateOptions<TrackingOptions>;
