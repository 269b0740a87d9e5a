namespace RealtimeDetect.Relay.Https;

/// <summary>Files that only their owner may read, written whole or not at all.</summary>
/// <remarks><b>Errors:</b> <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> where the folder cannot be written.</remarks>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Writes a text, in place of what may be there.</summary>
    public static void Write(string path, string text) => Place(path, text, temporary => File.Move(temporary, path, overwrite: true));

    /// <summary>Writes a text unless there is a file by now.</summary>
    /// <returns>False if another process was first: its file stays.</returns>
    public static bool TryCreate(string path, string text)
    {
        try
        {
            Place(path, text, temporary => File.Move(temporary, path, overwrite: false));
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Takes others' rights away; true if there were any.</summary>
    public static bool Tighten(string path)
    {
        if ((File.GetUnixFileMode(path) & ~OwnerFile) == 0)
            return false;
        File.SetUnixFileMode(path, OwnerFile);
        return true;
    }

    // Born with its owner's rights alone and flushed before it gets its name: no moment in which others could open it or half of it is there.
    private static void Place(string path, string text, Action<string> move)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, OwnerDirectory);
        string temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile };
            using (var file = new FileStream(temporary, options))
            {
                file.Write(System.Text.Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            move(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
