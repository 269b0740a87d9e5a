using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="PipelineOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class PipelineOptionsValidator : IValidateOptions<PipelineOptions>;
