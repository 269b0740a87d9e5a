using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class IssuedCertificatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _names = ["localhost", "relay.example", "192.0.2.7", "::1"];

    private string AuthorityPath => _folder.File("https/authority.pem");

    private string ServerPath => _folder.File("https/server.pem");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Next_FirstStart_ChainHoldsWithTheAuthorityAsRoot()
    {
        IssuedCertificates supply = Supply();

        X509Certificate2 certificate = supply.Next()!.TargetCertificate;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(supply.Authority!.PublicBytes));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        Assert.True(chain.Build(certificate), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.True(certificate.HasPrivateKey);
        Assert.All(_names, name => Assert.True(certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false), name));
    }

    [Fact]
    public void Next_FirstStart_CertificatesAreAsPhonesAskFor()
    {
        IssuedCertificates supply = Supply();

        X509Certificate2 server = supply.Next()!.TargetCertificate;

        X509Certificate2 root = X509CertificateLoader.LoadCertificate(supply.Authority!.PublicBytes);
        Assert.False(root.HasPrivateKey);
        Assert.StartsWith("CN=RealtimeDetect local authority (", root.Subject, StringComparison.Ordinal);
        Assert.Equal(X509KeyUsageFlags.KeyCertSign, Extension<X509KeyUsageExtension>(root).KeyUsages);
        var basic = Extension<X509BasicConstraintsExtension>(root);
        Assert.True(basic is { Critical: true, CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0 });
        Assert.True(server.NotAfter - server.NotBefore <= TimeSpan.FromDays(397));
        Assert.True(root.NotAfter - root.NotBefore <= TimeSpan.FromDays(3652));
        Assert.Equal(
            Extension<X509SubjectKeyIdentifierExtension>(root).SubjectKeyIdentifierBytes.ToArray(),
            Extension<X509AuthorityKeyIdentifierExtension>(server).KeyIdentifier!.Value.ToArray());
        Assert.False(Extension<X509BasicConstraintsExtension>(server).CertificateAuthority);
    }

    [Fact]
    public void Next_FilesWithKeys_ArePrivate()
    {
        Supply().Next();

        Assert.All(
            (string[])[AuthorityPath, ServerPath],
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void Next_NothingChanged_GivesNothingNewAndARestartTheSame()
    {
        IssuedCertificates supply = Supply();
        string first = Thumbprint(supply.Next());

        Assert.Null(supply.Next());
        Assert.Equal(first, Thumbprint(Supply().Next()));
    }

    [Fact]
    public void Next_NewName_IsIssuedAnewByTheSameAuthority()
    {
        IssuedCertificates supply = Supply();
        string first = Thumbprint(supply.Next());
        string fingerprint = supply.Authority!.Fingerprint;

        _names.Add("198.51.100.9");
        SslStreamCertificateContext? second = supply.Next();

        Assert.NotEqual(first, Thumbprint(second));
        Assert.True(second!.TargetCertificate.MatchesHostname("198.51.100.9"));
        Assert.Equal(fingerprint, supply.Authority.Fingerprint);
    }

    [Fact]
    public void Next_NameGone_KeepsTheCertificate()
    {
        IssuedCertificates supply = Supply();
        supply.Next();

        _names.RemoveAt(0);

        Assert.Null(supply.Next());
    }

    [Theory]
    [InlineData(366, false)]
    [InlineData(368, true)]
    public void Next_TimePassing_RenewsThirtyDaysBeforeTheEnd(int days, bool isRenewed)
    {
        IssuedCertificates supply = Supply();
        supply.Next();

        _time.Advance(TimeSpan.FromDays(days));

        Assert.Equal(isRenewed, supply.Next() is not null);
    }

    [Fact]
    public void Next_AuthorityRunningOut_IsReplacedAndKept()
    {
        IssuedCertificates supply = Supply();
        supply.Next();
        string old = File.ReadAllText(AuthorityPath);
        string fingerprint = supply.Authority!.Fingerprint;

        _time.Advance(TimeSpan.FromDays(3640));
        Assert.NotNull(supply.Next());

        Assert.NotEqual(fingerprint, supply.Authority.Fingerprint);
        Assert.Equal(old, File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.File("https"), "authority-until-*.pem"))));
    }

    [Fact]
    public void Next_ClockSetBack_StillIssues()
    {
        Supply().Next();
        File.Delete(ServerPath);
        var earlier = new ManualTimeProvider();
        IssuedCertificates supply = new(_folder.File("https"), () => _names, new ShiftedTime(earlier, TimeSpan.FromDays(-400)), NullLogger.Instance);

        Assert.NotNull(supply.Next());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    public void Next_DamagedAuthority_IsAnErrorAndStays(string content)
    {
        Supply().Next();
        File.WriteAllText(AuthorityPath, content);

        var error = Assert.Throws<StartupException>(() => Supply().Next());

        Assert.Contains(AuthorityPath, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(AuthorityPath));
    }

    [Fact]
    public void Next_AuthorityWithAnothersKey_IsAnErrorAndStays()
    {
        IssuedCertificates supply = Supply();
        supply.Next();
        string certificate = supply.Authority!.PublicPem;
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(AuthorityPath, $"{certificate}\n{stranger.ExportPkcs8PrivateKeyPem()}");

        Assert.Contains("damaged", Assert.Throws<StartupException>(() => Supply().Next()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_ServerCertificateInTheAuthoritysPlace_IsAnError()
    {
        Supply().Next();
        File.Copy(ServerPath, AuthorityPath, overwrite: true);

        Assert.Contains("no ECDSA certificate authority", Assert.Throws<StartupException>(() => Supply().Next()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_AuthorityReadableByOthers_LosesTheirRights()
    {
        Supply().Next();
        File.SetUnixFileMode(AuthorityPath, File.GetUnixFileMode(AuthorityPath) | UnixFileMode.OtherRead);

        Supply().Next();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AuthorityPath));
    }

    [Fact]
    public void Next_DamagedServerCertificate_IsIssuedAnew()
    {
        Supply().Next();
        File.WriteAllText(ServerPath, "half");

        Assert.NotNull(Supply().Next());
    }

    [Fact]
    public void Next_ServerCertificateOfAnotherAuthority_IsIssuedAnew()
    {
        string first = Thumbprint(Supply().Next());
        File.Delete(AuthorityPath);

        Assert.NotEqual(first, Thumbprint(Supply().Next()));
    }

    [Fact]
    public void Next_FolderIsAFile_IsAnErrorThatNamesTheSetting()
    {
        File.WriteAllText(_folder.File("https"), "");

        Assert.Contains("Https:Directory", Assert.Throws<StartupException>(() => Supply().Next()).Message, StringComparison.Ordinal);
    }

    private IssuedCertificates Supply() => new(_folder.File("https"), () => [.. _names], _time, NullLogger.Instance);

    private static string Thumbprint(SslStreamCertificateContext? context) => context!.TargetCertificate.Thumbprint;

    private static T Extension<T>(X509Certificate2 certificate)
        where T : X509Extension => certificate.Extensions.OfType<T>().Single();

    private sealed class ShiftedTime(TimeProvider inner, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + by;
    }
}
