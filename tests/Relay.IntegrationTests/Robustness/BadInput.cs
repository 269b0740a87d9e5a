namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>One kind of input that a well-behaved client would not send.</summary>
/// <param name="Name">What it is.</param>
/// <param name="RunAsync">Sends it; what the server does with the sender is the server's affair.</param>
internal sealed record BadInput(string Name, Func<BadPeer, Task> RunAsync);
