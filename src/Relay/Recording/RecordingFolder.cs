using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>The folder of all recordings: one folder for each stream, two files for each recording. Only its owner may look into it.</summary>
/// <param name="path">Where it is.</param>
/// <remarks>
/// A path is made of a token and an id that were checked, never of what a client sent as it came. <b>Threading:</b> any thread.
/// <b>Errors:</b> <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> of the disk's.
/// </remarks>
internal sealed class RecordingFolder(string path)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const string VideoExtension = ".mp4", LinesExtension = ".jsonl";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The index's file.</summary>
    public string IndexFile => System.IO.Path.Combine(Path, "index.db");

    /// <summary>Bytes free on its disk.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Makes it, and keeps other servers out while the answer is open.</summary>
    /// <exception cref="IOException">Another server has it.</exception>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Path, OwnerFolder);
        return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
    }

    /// <summary>The video's file.</summary>
    public string VideoFile(StreamToken token, string id) => System.IO.Path.Combine(Path, token.Value, id + VideoExtension);

    /// <summary>The file of the detections.</summary>
    public string LinesFile(StreamToken token, string id) => System.IO.Path.Combine(Path, token.Value, id + LinesExtension);

    /// <summary>Makes one of a recording's files.</summary>
    public static FileStream Create(string file)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!, OwnerFolder);
        return new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            UnixCreateMode = OwnerFile,
            // What is written is whole fragments.
            BufferSize = 0,
        });
    }

    /// <summary>Opens one of a recording's files for a reader, who keeps it even when it is deleted; null if it is not there.</summary>
    public static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes a recording's files; what is not there is no error.</summary>
    public void Delete(StreamToken token, string id)
    {
        try
        {
            File.Delete(VideoFile(token, id));
            File.Delete(LinesFile(token, id));
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied up.
        }
    }

    /// <summary>The recordings whose video is there, by stream. Files with other names are not the server's and are left alone.</summary>
    public IEnumerable<(StreamToken Token, string Id)> Videos() => Files(VideoExtension);

    /// <summary>The recordings whose detections are there.</summary>
    public IEnumerable<(StreamToken Token, string Id)> Lines() => Files(LinesExtension);

    private IEnumerable<(StreamToken Token, string Id)> Files(string extension)
    {
        foreach (string folder in Directory.EnumerateDirectories(Path))
        {
            if (!StreamToken.TryParse(System.IO.Path.GetFileName(folder), out StreamToken token))
                continue;
            foreach (string file in Directory.EnumerateFiles(folder, "*" + extension))
            {
                string id = System.IO.Path.GetFileNameWithoutExtension(file);
                if (RecordingId.TryParse(id, out _))
                    yield return (token, id);
            }
        }
    }
}
