using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Models;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="ModelOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;
