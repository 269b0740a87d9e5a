using System.Runtime;

namespace RealtimeDetect.Relay.Hosting.WarmUp;

/// <summary>Tells when the just-in-time compiler has come to rest: methods that run often are compiled anew, in the background.</summary>
/// <remarks><b>Threading:</b> one thread.</remarks>
internal sealed class CompilerWatch(TimeProvider time)
{
    /// <summary>Longer than the 100 ms for which the runtime puts off compiling while new methods turn up.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    private long _methods;
    private long _since;

    /// <summary>Whether nothing has been compiled for a while.</summary>
    public bool IsAtRest()
    {
        long methods = JitInfo.GetCompiledMethodCount();
        if (methods == _methods)
            return time.GetElapsedTime(_since) >= Rest;
        _methods = methods;
        _since = time.GetTimestamp();
        return false;
    }
}
