using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Models;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="GpuOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class GpuOptionsValidator : IValidateOptions<GpuOptions>;
