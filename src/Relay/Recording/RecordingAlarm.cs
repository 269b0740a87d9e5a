namespace RealtimeDetect.Relay.Recording;

/// <summary>Why recording has stopped by itself.</summary>
internal enum RecordingAlarm
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Less is free than <c>Recording:MinFreeBytes</c>.</summary>
    DiskNearlyFull,

    /// <summary>The disk took no more.</summary>
    DiskFull,

    /// <summary>The disk failed in another way.</summary>
    WriteFailed,
}
