namespace RealtimeDetect.Load;

/// <summary>One frame at a viewer.</summary>
/// <param name="At">When it had arrived whole, since the viewer was made.</param>
/// <param name="AgeMs">Its age then: now minus capture.</param>
/// <param name="ProcessingMs">What the server needed for it.</param>
/// <param name="Bytes">Bytes of its picture.</param>
/// <param name="Number">Its published number.</param>
/// <param name="IsUnit">Whether it came as H.264.</param>
internal readonly record struct SeenFrame(TimeSpan At, double AgeMs, double ProcessingMs, int Bytes, long Number, bool IsUnit);
