using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Tests.Hosting;

public sealed class BannerTextTests
{
    private static readonly BannerFacts Local = new("model m on CPU (fp32)", "http://127.0.0.1:8080", null, null, null, true);

    private static readonly BannerFacts Open = Local with
    {
        Phone = "https://192.0.2.7:8443/",
        PhoneHelp = "https://192.0.2.7:8443/help/phone",
        IsPhoneLocked = false,
    };

    [Fact]
    public void Of_PlainServer_HasItsLinksAndNoCode()
    {
        string text = BannerText.Of(Local);

        Assert.Contains("RealtimeDetect   model m on CPU (fp32)", text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8080/view/my-camera", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Demo", text, StringComparison.Ordinal);
        Assert.DoesNotContain('█', text);
    }

    [Fact]
    public void Of_Demo_HasItsLink() =>
        Assert.Contains("http://127.0.0.1:8080/view/demo", BannerText.Of(Local with { DemoToken = "demo" }), StringComparison.Ordinal);

    [Fact]
    public void Of_LocalAuthority_CodeOpensTheHelpPage()
    {
        string text = BannerText.Of(Open);

        Assert.Contains("The code opens   https://192.0.2.7:8443/help/phone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("BindAddress", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OperatorsCertificate_CodeOpensTheFrontPage()
    {
        string text = BannerText.Of(Open with { PhoneHelp = null });

        Assert.Contains("The code opens   https://192.0.2.7:8443/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Trust", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LoopbackOnly_SaysHowToLetPhonesIn() =>
        Assert.Contains("--Https:BindAddress=*", BannerText.Of(Open with { IsPhoneLocked = true }), StringComparison.Ordinal);

    [Fact]
    public void Of_Code_IsARectangleThatFitsATerminal()
    {
        string[] code = [.. BannerText.Of(Open).Split('\n').Where(line => line.StartsWith('█') || line.StartsWith('▀'))];

        Assert.InRange(code.Length, 12, 24);
        Assert.All(code, line => Assert.Equal(code[0].Length, line.Length));
        Assert.InRange(code[0].Length, 24, 48);
    }
}
