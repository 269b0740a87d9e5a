namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Limits of a socket of the stream API, taken from those of the other sockets.</summary>
/// <param name="MaxTextBytes">Most bytes of a text that are read.</param>
/// <param name="TextSetting">The setting that moves it.</param>
/// <param name="MaxMessageBytes">A longer message closes the socket with 1009.</param>
/// <param name="MaxStrikes">Errors in a row that close it with 1008.</param>
/// <param name="StallTimeout">A socket that takes nothing for this long is closed with 1013.</param>
internal sealed record StreamSocketLimits(int MaxTextBytes, string TextSetting, int MaxMessageBytes, int MaxStrikes, TimeSpan StallTimeout);
