using Microsoft.Extensions.Configuration;
using RealtimeDetect.Relay.Https;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", "http://127.0.0.1:8080 https://127.0.0.1:8443")]
    [InlineData("http://127.0.0.1:8080", "*", "http://127.0.0.1:8080 https://*:8443")]
    [InlineData("http://127.0.0.1:8080", "::", "http://127.0.0.1:8080 https://[::]:8443")]
    [InlineData("http://127.0.0.1:8080", "[::1]", "http://127.0.0.1:8080 https://[::1]:8443")]
    [InlineData("http://*:80; HTTPS://*:443;", "*", "http://*:80 HTTPS://*:443")]
    public void Join_HttpsOn_StandsBesideTheOthersUnlessGiven(string urls, string bind, string expected) =>
        Assert.Equal(expected.Split(' '), ListenAddresses.Join(urls, new HttpsOptions { Enabled = true, BindAddress = bind }));

    [Fact]
    public void Join_HttpsOff_LeavesTheAddresses() =>
        Assert.Equal(["http://a:1", "http://b:2"], ListenAddresses.Join("http://a:1;http://b:2", new HttpsOptions()));

    [Theory]
    [InlineData("urls=http://a:1", "http://a:1")]
    [InlineData("urls=http://a:1,http_ports=8080", "http://a:1")]
    [InlineData("http_ports=8080;8081,https_ports=8443", "http://*:8080;http://*:8081;https://*:8443")]
    [InlineData("other=1", null)]
    public void Given_Configuration_IsReadAsAspNetCoreDoes(string settings, string? expected)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(',').Select(pair => KeyValuePair.Create(pair.Split('=')[0], (string?)pair.Split('=')[1])))
            .Build();

        Assert.Equal(expected, ListenAddresses.Given(configuration));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://127.1.2.3:1", true)]
    [InlineData("https://[::1]:1", true)]
    [InlineData("http://LOCALHOST:1", true)]
    [InlineData("http://unix:/run/relay.sock", true)]
    [InlineData("http://*:1", false)]
    [InlineData("http://+:1", false)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://[::]:1", false)]
    [InlineData("http://192.0.2.1:1", false)]
    [InlineData("http://localhost.example:1", false)]
    public void IsLoopback_Address_IsTold(string url, bool expected) => Assert.Equal(expected, ListenAddresses.IsLoopback(url));
}
