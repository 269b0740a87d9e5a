using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="ViewerOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class ViewerOptionsValidator : IValidateOptions<ViewerOptions>;
