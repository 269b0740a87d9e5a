namespace RealtimeDetect.Relay.Hosting;

/// <summary>What the banner says.</summary>
/// <param name="Model">The model and what it runs on.</param>
/// <param name="Server">Address of the front page on this machine, without a slash at its end.</param>
/// <param name="DemoToken">Token of the demo stream; null where there is none.</param>
/// <param name="Phone">Address that a phone opens; null without HTTPS.</param>
/// <param name="PhoneHelp">Address of the page about trusting the local authority; null where a phone trusts the certificate anyway.</param>
/// <param name="IsPhoneLocked">Whether <paramref name="Phone"/> is for this machine only.</param>
internal sealed record BannerFacts(string Model, string Server, string? DemoToken, string? Phone, string? PhoneHelp, bool IsPhoneLocked);
