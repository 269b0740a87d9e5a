using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Outputs;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="OutputOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class OutputOptionsValidator : IValidateOptions<OutputOptions>;
