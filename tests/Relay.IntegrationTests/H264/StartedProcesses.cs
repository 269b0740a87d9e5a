using System.Diagnostics;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>The programs that the server has started, by the system's numbers of them.</summary>
internal static class StartedProcesses
{
    /// <summary>Whether one still runs.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
