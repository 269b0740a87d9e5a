using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Demo;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="DemoOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class DemoOptionsValidator : IValidateOptions<DemoOptions>;
