using System.Runtime;

namespace RealtimeDetect.Relay.Hosting.WarmUp;

/// <summary>Tells when the just-in-time compiler has come to rest: methods that run often are compiled anew, in the background.</summary>
/// <remarks><b>Threading:</b> one thread.</remarks>
internal sealed class CompilerWatch(TimeProvider time)
{
    /// <summary>Longer than the 100 ms for which the runtime puts off compiling while new methods turn up.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    /// <summary>Frames in which nothing may have been compiled: on a busy machine the compiler, in the background, comes to its turn later.</summary>
    private const int RestFrames = 60;

    private long _methods;
    private int _frames;
    private long _since;

    /// <summary>Asked after each frame: whether nothing has been compiled for a while.</summary>
    public bool IsAtRest()
    {
        long methods = JitInfo.GetCompiledMethodCount();
        if (methods == _methods)
            return ++_frames >= RestFrames && time.GetElapsedTime(_since) >= Rest;
        (_methods, _frames, _since) = (methods, 0, time.GetTimestamp());
        return false;
    }
}
