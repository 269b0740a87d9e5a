namespace RealtimeDetect.Relay.Https;

/// <summary>Files that only their owner may read, written whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Writes a text: to a new file that nobody else could ever open, then renamed into place.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string path, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerDirectory);
        string temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile };
        using (var writer = new StreamWriter(temporary, options))
            writer.Write(text);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Takes others' rights away; true if there were any.</summary>
    public static bool Tighten(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & ~OwnerFile) == 0)
            return false;
        File.SetUnixFileMode(path, OwnerFile);
        return true;
    }
}
