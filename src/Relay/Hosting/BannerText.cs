using System.Text;
using QRCoder;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Writes the banner: the server's links, and a QR code for the phone.</summary>
internal static class BannerText
{
    /// <summary>Column in which the links stand.</summary>
    private const int LinkColumn = 17;

    /// <summary>Lays the facts out as plain text, a line feed at its end.</summary>
    public static string Of(BannerFacts facts)
    {
        var text = new StringBuilder().AppendLine();
        Add(text, "RealtimeDetect", facts.Model);
        Add(text, "Streams", $"{facts.Server}/");
        if (facts.DemoToken is { } demo)
            Add(text, "Demo", $"{facts.Server}/view/{demo}");
        Add(text, "Send a camera", $"{facts.Server}/camera/my-camera");
        Add(text, "Watch it", $"{facts.Server}/view/my-camera");
        if (facts.Phone is { } phone)
            AddPhone(text, facts, phone);
        return text.AppendLine().ToString();
    }

    private static void AddPhone(StringBuilder text, BannerFacts facts, string phone)
    {
        Add(text, "On a phone", phone);
        if (facts.PhoneHelp is { } help)
            Add(text, "Trust it first", help);
        if (facts.IsPhoneLocked)
            Add(text, "", "(this machine only: add --Https:BindAddress=* to let phones in)");
        Add(text, "The code opens", facts.PhoneHelp ?? phone);
        text.AppendLine().Append(QrCode(facts.PhoneHelp ?? phone));
    }

    // Light modules are drawn, dark ones left out: right way round on a dark terminal, where most are.
    private static string QrCode(string url)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall(drawQuietZones: true, invert: false, endOfLine: "\n") + "\n";
    }

    private static void Add(StringBuilder text, string name, string value) =>
        text.Append("  ").Append(name.PadRight(LinkColumn)).AppendLine(value);
}
