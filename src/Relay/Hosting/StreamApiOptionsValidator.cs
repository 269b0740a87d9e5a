using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.StreamApi;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="StreamApiOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class StreamApiOptionsValidator : IValidateOptions<StreamApiOptions>;
