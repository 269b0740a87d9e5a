using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Recording;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="RecordingOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;
