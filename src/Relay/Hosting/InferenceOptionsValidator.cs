using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Pipeline.Batching;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="InferenceOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;
