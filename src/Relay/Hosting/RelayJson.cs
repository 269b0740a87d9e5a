using System.Text.Json.Serialization;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.StreamApi;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Source-generated JSON of the HTTP answers; snake_case as the wire contract has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatsReport))]
[JsonSerializable(typeof(ControllerReport))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(StreamInfoList))]
[JsonSerializable(typeof(RecordingInfo))]
[JsonSerializable(typeof(RecordingList))]
[JsonSerializable(typeof(RecordingRuleInfo))]
[JsonSerializable(typeof(RecordingStatus))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ServerInfo))]
internal sealed partial class RelayJson : JsonSerializerContext;
