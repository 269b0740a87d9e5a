using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Checks the ranges of <see cref="IngestOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class IngestOptionsValidator : IValidateOptions<IngestOptions>;
