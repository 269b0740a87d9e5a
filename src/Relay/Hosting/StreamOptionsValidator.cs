using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="StreamOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class StreamOptionsValidator : IValidateOptions<StreamOptions>;
