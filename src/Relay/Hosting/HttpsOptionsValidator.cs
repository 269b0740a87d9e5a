using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Https;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="HttpsOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class HttpsOptionsValidator : IValidateOptions<HttpsOptions>;
