using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class OperatorCertificateTests : IDisposable
{
    private static readonly OperatorFiles Good = new(ManualTimeProvider.Start, TimeSpan.FromDays(20));
    private static readonly OperatorFiles Other = new(ManualTimeProvider.Start, TimeSpan.FromDays(20));

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private string CertificatePath => _folder.File("certificate");

    private string KeyPath => _folder.File("key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Next_KeyInTheSameFile_IsServedWithItsIntermediate()
    {
        Write(Good.ChainPem + Good.KeyPem);

        AssertServed(Supply());
    }

    [Fact]
    public void Next_KeyInItsOwnFile_IsServed()
    {
        Write(Good.ChainPem, Good.KeyPem);

        AssertServed(Supply(KeyPath));
    }

    [Fact]
    public void Next_EncryptedKey_IsServedWithItsPassword()
    {
        Write(Good.ChainPem, Good.EncryptedKeyPem);

        AssertServed(Supply(KeyPath, OperatorFiles.Password));
    }

    [Fact]
    public void Next_Pfx_IsServedWithItsPassword()
    {
        File.WriteAllBytes(CertificatePath, Good.Pfx);

        AssertServed(Supply(password: OperatorFiles.Password));
    }

    [Fact]
    public void Next_FileMissing_IsNamed() => AssertRefused(Supply(), CertificatePath, "does not exist");

    [Fact]
    public void Next_KeyFileMissing_IsNamed()
    {
        Write(Good.ChainPem);

        AssertRefused(Supply(KeyPath), KeyPath, "does not exist");
    }

    [Fact]
    public void Next_NoKey_NamesTheSetting()
    {
        Write(Good.ChainPem);

        AssertRefused(Supply(), CertificatePath, "Https:CertificateKeyPath");
    }

    [Fact]
    public void Next_KeyOfAnotherCertificate_IsSaid()
    {
        Write(Good.ChainPem, Other.KeyPem);

        AssertRefused(Supply(KeyPath), KeyPath, "does not belong");
    }

    [Fact]
    public void Next_EncryptedKeyWithoutPassword_NamesTheSetting()
    {
        Write(Good.ChainPem, Good.EncryptedKeyPem);

        AssertRefused(Supply(KeyPath), KeyPath, "Https:CertificatePassword");
    }

    [Fact]
    public void Next_EncryptedKeyWithWrongPassword_IsSaid()
    {
        Write(Good.ChainPem, Good.EncryptedKeyPem);

        AssertRefused(Supply(KeyPath, "wrong"), KeyPath, "Https:CertificatePassword is wrong");
    }

    [Fact]
    public void Next_PfxWithWrongPassword_IsSaid()
    {
        File.WriteAllBytes(CertificatePath, Good.Pfx);

        AssertRefused(Supply(password: "wrong"), CertificatePath, "Https:CertificatePassword");
    }

    [Theory]
    [InlineData("")]
    [InlineData("certificate? no.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN NOTHING-----")]
    public void Next_NoCertificateAtAll_IsNamed(string content)
    {
        Write(content);

        AssertRefused(Supply(), CertificatePath, "certificate");
    }

    [Fact]
    public void Next_Expired_SaysSince()
    {
        Write(Good.ChainPem + Good.KeyPem);
        _time.Advance(TimeSpan.FromDays(21));

        AssertRefused(Supply(), CertificatePath, "ran out on 2026-01-22");
    }

    [Fact]
    public void Next_NotYetGood_SaysFrom()
    {
        var later = new OperatorFiles(ManualTimeProvider.Start, TimeSpan.FromDays(60));
        Write(later.ChainPem + later.KeyPem);

        AssertRefused(Supply(), CertificatePath, "not good before 2026-01-12");
    }

    [Fact]
    public void Next_ClientCertificate_IsRefused()
    {
        var client = new OperatorFiles(ManualTimeProvider.Start, TimeSpan.FromDays(20), usage: "1.3.6.1.5.5.7.3.2");
        Write(client.ChainPem + client.KeyPem);

        AssertRefused(Supply(), CertificatePath, "serverAuth");
    }

    [Fact]
    public void Next_FileReplaced_IsReadAgain()
    {
        Write(Good.ChainPem + Good.KeyPem);
        OperatorCertificate supply = Supply();
        supply.Next();

        Assert.Null(supply.Next());
        Write(Other.ChainPem + Other.KeyPem);
        File.SetLastWriteTimeUtc(CertificatePath, File.GetLastWriteTimeUtc(CertificatePath).AddSeconds(1));

        Assert.Equal(Other.Certificate.Thumbprint, supply.Next()!.TargetCertificate.Thumbprint);
    }

    private OperatorCertificate Supply(string? keyPath = null, string? password = null) => new(CertificatePath, keyPath, password, _time);

    private void Write(string certificate, string? key = null)
    {
        File.WriteAllText(CertificatePath, certificate);
        if (key is not null)
            File.WriteAllText(KeyPath, key);
    }

    private static void AssertServed(OperatorCertificate supply)
    {
        System.Net.Security.SslStreamCertificateContext served = supply.Next()!;

        Assert.Equal(Good.Certificate.Thumbprint, served.TargetCertificate.Thumbprint);
        Assert.True(served.TargetCertificate.HasPrivateKey);
        Assert.Equal(["CN=Test intermediate"], served.IntermediateCertificates.Select(entry => entry.Subject));
        Assert.Null(supply.Authority);
    }

    private static void AssertRefused(OperatorCertificate supply, string path, string reason)
    {
        var error = Assert.Throws<StartupException>(() => supply.Next());

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
