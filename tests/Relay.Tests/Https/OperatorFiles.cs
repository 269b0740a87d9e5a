using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RealtimeDetect.Relay.Tests.Https;

/// <summary>A certificate as an operator has it: issued by an intermediate authority, which a root authority vouches for.</summary>
internal sealed class OperatorFiles
{
    public const string Password = "correct horse";

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private readonly X509Certificate2 _intermediate;

    public OperatorFiles(DateTimeOffset now, TimeSpan lifetime, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using RSA rootKey = RSA.Create(2048);
        using RSA intermediateKey = RSA.Create(2048);
        Key = RSA.Create(2048);
        DateTimeOffset start = now - TimeSpan.FromDays(100);
        DateTimeOffset end = now + TimeSpan.FromDays(1000);
        CertificateRequest rootRequest = Authority("CN=Test root", rootKey);
        Root = rootRequest.CreateSelfSigned(start, end);
        using X509Certificate2 issued = Authority("CN=Test intermediate", intermediateKey).Create(Root, start, end, [1, 2, 3]);
        _intermediate = issued.CopyWithPrivateKey(intermediateKey);
        var request = new CertificateRequest("CN=127.0.0.1", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        DateTimeOffset notAfter = now + lifetime;
        Certificate = request.Create(_intermediate, notAfter - TimeSpan.FromDays(50), notAfter, [4, 5, 6]);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Certificate { get; }

    public RSA Key { get; }

    public string ChainPem => $"{Certificate.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n";

    public string KeyPem => Key.ExportPkcs8PrivateKeyPem();

    public string EncryptedKeyPem => Key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption);

    public byte[] Pfx
    {
        get
        {
            using X509Certificate2 withKey = Certificate.CopyWithPrivateKey(Key);
            return new X509Certificate2Collection { X509CertificateLoader.LoadCertificate(_intermediate.RawData), withKey }
                .Export(X509ContentType.Pkcs12, Password)!;
        }
    }

    private static CertificateRequest Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
