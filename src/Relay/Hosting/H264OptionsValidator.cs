using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="H264Options"/>.</summary>
[OptionsValidator]
internal sealed partial class H264OptionsValidator : IValidateOptions<H264Options>;
