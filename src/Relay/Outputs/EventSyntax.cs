namespace RealtimeDetect.Relay.Outputs;

/// <summary>How the detections-only output is written.</summary>
internal enum EventSyntax
{
    /// <summary><c>text/event-stream</c>, for a browser's <c>EventSource</c>.</summary>
    ServerSentEvents,

    /// <summary>One JSON object a line, for programs.</summary>
    JsonLines,
}
