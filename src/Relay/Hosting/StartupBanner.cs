using Microsoft.Extensions.Options;
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
        if (Facts() is { } facts)
            Console.Write(BannerText.Of(facts));
        if (!addresses.HttpIsLoopbackOnly && !addresses.PhoneMayUseCamera)
            Log.PlainHttpOnNetwork(logger);
    }

    // Null where there is nothing to open: the server listens on a socket file.
    private BannerFacts? Facts()
    {
        IReadOnlyList<string> https = addresses.Reachable(https: true);
        string? first = addresses.Reachable(https: false).Concat(https).FirstOrDefault();
        if (first is null)
            return null;
        DetectorPool main = models.Main;
        bool hasPhone = https.Count > 0;
        bool needsHelp = hasPhone && certificates.Authority is not null;
        return new BannerFacts(
            $"model {main.Model.Name} on {main.ExecutionProvider} ({main.Precision})", first,
            demo.Value.Enabled ? DemoCamera.Token : null,
            hasPhone ? addresses.ForPhone("/") : null,
            needsHelp ? addresses.ForPhone("/help/phone") : null,
            !addresses.PhoneMayUseCamera);
    }
}
