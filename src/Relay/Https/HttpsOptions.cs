using System.ComponentModel.DataAnnotations;
using System.Net;

namespace RealtimeDetect.Relay.Https;

/// <summary>HTTPS, which a browser asks for before it gives a page its camera.</summary>
internal sealed class HttpsOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Https";

    /// <summary>Whether to serve HTTPS beside the addresses of <c>--urls</c>. Default off; <c>--https</c> turns it on.</summary>
    public bool Enabled { get; set; }

    /// <summary>Port. Default 8443.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 8443;

    /// <summary>Address to listen on. Default <c>127.0.0.1</c>, this machine only; <c>*</c> for every address, as a phone needs.</summary>
    [Required]
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>Further host names and addresses for the certificate, beside the machine's own. Default none.</summary>
    public IList<string> Names { get; } = [];

    /// <summary>The operator's own certificate, PEM or PFX. Default none: the local authority issues one.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Private key of a PEM certificate, where it is not in the same file.</summary>
    public string? CertificateKeyPath { get; set; }

    /// <summary>Password of a PFX, or of an encrypted PEM key. Better set in the environment than on the command line.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Where the local authority is kept. Default <c>realtimedetect/https</c> in the user's data directory.</summary>
    public string? Directory { get; set; }

    /// <summary>Checks what no range can say. Kestrel takes any unknown host for every address, so the address must be a known form.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BindAddress is not ("*" or "+" or "localhost" or null or "") && !IPAddress.TryParse(BindAddress.Trim('[', ']'), out _))
            yield return Fault(nameof(BindAddress), $"'{BindAddress}' is none of an IP address, 'localhost' and '*'.");
        foreach (string name in Names.Where(name => !MachineNames.IsUsable(name)))
            yield return Fault(nameof(Names), $"'{name}' is neither a host name nor an IP address.");
        if (string.IsNullOrEmpty(CertificatePath) && !string.IsNullOrEmpty(CertificateKeyPath))
            yield return Fault(nameof(CertificateKeyPath), $"is set without {SectionName}:{nameof(CertificatePath)}.");
        if (string.IsNullOrEmpty(CertificatePath) && !string.IsNullOrEmpty(CertificatePassword))
            yield return Fault(nameof(CertificatePassword), $"is set without {SectionName}:{nameof(CertificatePath)}.");
    }

    private static ValidationResult Fault(string setting, string fault) => new($"{SectionName}:{setting} {fault}", [setting]);
}
