using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Https;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class HttpsOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("[::1]")]
    [InlineData("localhost")]
    [InlineData("*")]
    public void Validate_BindAddress_KnownFormIsAccepted(string address) =>
        Assert.True(new HttpsOptionsValidator().Validate(null, new HttpsOptions { BindAddress = address }).Succeeded);

    // Kestrel would listen on every address for each of these.
    [Theory]
    [InlineData("192.168.1.300")]
    [InlineData("myhost")]
    [InlineData("loopback")]
    [InlineData("")]
    public void Validate_BindAddress_OtherFormIsRefused(string address) =>
        Assert.True(new HttpsOptionsValidator().Validate(null, new HttpsOptions { BindAddress = address }).Failed);

    [Fact]
    public void Validate_SeveralFaults_AreAllReported()
    {
        var options = new HttpsOptions { Port = 0, BindAddress = "myhost", CertificateKeyPath = "k", CertificatePassword = "p", Names = { "a b", "ok.example" } };

        string[] failures = [.. new HttpsOptionsValidator().Validate(null, options).Failures!];

        Assert.Equal(5, failures.Length);
        Assert.All(
            (string[])["Port", "BindAddress", "'a b'", "CertificateKeyPath", "CertificatePassword"],
            named => Assert.Contains(failures, failure => failure.Contains(named, StringComparison.Ordinal)));
    }
}
