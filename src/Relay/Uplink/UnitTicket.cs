using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>What came with an access unit, kept while it is inside the decoder.</summary>
/// <param name="Number">The camera's frame number.</param>
/// <param name="Timestamp">Capture time on the camera's clock, Unix milliseconds.</param>
/// <param name="Arrived">The server's timestamp when its last byte had arrived.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Times">What the camera tells beyond the capture time.</param>
internal readonly record struct UnitTicket(long Number, double Timestamp, long Arrived, int Bytes, CameraTimes Times = default);
