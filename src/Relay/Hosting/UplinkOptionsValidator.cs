using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="UplinkOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class UplinkOptionsValidator : IValidateOptions<UplinkOptions>;
