using Microsoft.Extensions.Options;
using QRCoder;
using RealtimeDetect.Relay.Demo;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>What a person sees in the terminal once the server listens: its links, its model, and a QR code for the phone.</summary>
/// <remarks><b>Threading:</b> once, when the application has started.</remarks>
internal sealed partial class StartupBanner(
    ServerAddresses addresses, CertificateSource certificates, ModelCatalog models, IOptions<DemoOptions> demo, ILogger<StartupBanner> logger)
{
    /// <summary>Prints it.</summary>
    public void Print()
    {
        IReadOnlyList<string> http = addresses.Reachable(https: false);
        IReadOnlyList<string> https = addresses.Reachable(https: true);
        string? first = http.Concat(https).FirstOrDefault();
        if (first is null)
            return;
        WriteLinks(first);
        if (https.Count > 0)
            WritePhone();
        if (!addresses.HttpIsLoopbackOnly && https.Count == 0)
            Log.PlainHttpOnNetwork(logger);
    }

    private void WriteLinks(string first)
    {
        DetectorPool main = models.Main;
        Console.WriteLine();
        Console.WriteLine($"  RealtimeDetect   model {main.Model.Name} on {main.ExecutionProvider} ({main.Precision})");
        Console.WriteLine($"  Streams          {first}/");
        if (demo.Value.Enabled)
            Console.WriteLine($"  Demo             {first}/view/{DemoCamera.Token}");
        Console.WriteLine($"  Send a camera    {first}/camera/my-camera");
        Console.WriteLine($"  Watch it         {first}/view/my-camera");
        Console.WriteLine();
    }

    private void WritePhone()
    {
        string url = addresses.ForPhone("/");
        Console.WriteLine($"  On a phone       {url}");
        if (certificates.Authority is not null)
            Console.WriteLine($"  Trust it first   {addresses.ForPhone("/help/phone")}");
        if (ListenAddresses.IsLoopback(url))
            Console.WriteLine("                   (this machine only: add --Https:BindAddress=* to let phones in)");
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        Console.WriteLine();
        Console.WriteLine(code.GetGraphicSmall());
        Console.WriteLine();
    }
}
