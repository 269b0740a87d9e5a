using System.ComponentModel;
using System.Diagnostics;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>A disk of a few megabytes, in memory; where mounting is not permitted, the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("realtimedetect-disk-").FullName;

    private SmallDisk()
    {
    }

    /// <summary>Where it is.</summary>
    public string Folder => _path;

    /// <summary>Mounts one.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk._path))
            return disk;
        Directory.Delete(disk._path);
        Assert.Skip("mounting a tmpfs is not permitted here");
        return disk;
    }

    /// <summary>Fills it, all but some kilobytes; what is recorded meanwhile may take these too.</summary>
    public void Fill(int leaveKilobytes)
    {
        byte[] block = new byte[4096];
        using FileStream filler = File.Create(Path.Combine(_path, "filler"), bufferSize: 0);
        try
        {
            while (new DriveInfo(_path).AvailableFreeSpace - block.Length >= leaveKilobytes * 1024L)
                filler.Write(block);
        }
        catch (IOException)
        {
            // As full as it gets.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void MakeRoom() => File.Delete(Path.Combine(_path, "filler"));

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", "-l", _path);
        Directory.Delete(_path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
