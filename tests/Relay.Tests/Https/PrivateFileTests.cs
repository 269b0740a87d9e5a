using RealtimeDetect.Relay.Https;

namespace RealtimeDetect.Relay.Tests.Https;

public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_NewFolder_OnlyItsOwnerHasRights()
    {
        string path = _folder.File("new/key.pem");

        PrivateFile.Write(path, "secret");

        Assert.Equal("secret", File.ReadAllText(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_FileWithWiderRights_IsReplacedByAPrivateOne()
    {
        string path = _folder.File("key.pem");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);

        PrivateFile.Write(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void TryCreate_FileOfAnotherProcess_Stays()
    {
        string path = _folder.File("key.pem");

        Assert.True(PrivateFile.TryCreate(path, "first"));
        Assert.False(PrivateFile.TryCreate(path, "second"));

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Tighten_OthersRights_AreTakenAwayOnce()
    {
        string path = _folder.File("key.pem");
        File.WriteAllText(path, "secret");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.True(PrivateFile.Tighten(path));
        Assert.False(PrivateFile.Tighten(path));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }
}
